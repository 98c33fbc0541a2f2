import type { Feature } from '#libs/platform';
import { RecordsConsumer } from './records.consumer';
import { RecordsService } from './records.service';

/** What this service does when records are erased, or have had their time. */
export const records: Feature = { controllers: [RecordsConsumer], providers: [RecordsService] };

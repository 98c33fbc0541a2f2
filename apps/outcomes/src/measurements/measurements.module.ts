import type { Feature } from '#libs/platform';
import { MeasurementsController } from './measurements.controller';
import { RecordMeasurementService } from './record-measurement.service';

/** What people answered, and when. */
export const measurements: Feature = { controllers: [MeasurementsController], providers: [RecordMeasurementService] };

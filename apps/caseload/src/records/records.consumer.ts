import { PersonCorrected, RecordsCopyRequested, ReferralsErased, RetentionRequested } from '#libs/contracts';
import { Consumer, On } from '../consumers';
import { RecordsService } from './records.service';

/** What is to be done with the records of this service, whoever asked. One class, since it is one story. */
@Consumer()
export class RecordsConsumer {
  constructor(private readonly records: RecordsService) {}

  @On(ReferralsErased)
  erased(event: ReferralsErased): Promise<void> {
    return this.records.onErased(event);
  }

  @On(PersonCorrected)
  corrected(event: PersonCorrected): Promise<void> {
    return this.records.onCorrected(event);
  }

  @On(RecordsCopyRequested)
  copyRequested(event: RecordsCopyRequested): Promise<void> {
    return this.records.onCopyRequested(event);
  }

  @On(RetentionRequested)
  retention(event: RetentionRequested): Promise<void> {
    return this.records.onRetention(event);
  }
}

import { ConsentRecorded } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { ChangeSharingService } from './change-sharing.service';

@Consumer()
export class ConsentRecordedConsumer {
  constructor(
    private readonly changeSharing: ChangeSharingService,
    private readonly clock: Clock,
  ) {}

  @On(ConsentRecorded)
  async handle({ purpose, decision, referralId }: ConsentRecorded): Promise<void> {
    if (purpose === 'share-with-provider') await this.changeSharing.execute(referralId, decision === 'given', this.clock.now());
  }
}

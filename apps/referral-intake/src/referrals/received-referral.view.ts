import type { Resource, Task } from '@medplum/fhirtypes';
import type { ReferralTransaction } from '#libs/fhir';
import type { Principal } from '#libs/platform';
import type { RegisteredSender } from '../senders/sender.view';

/** A referral as it came in: who sent it, what they sent, byte for byte too. */
export interface IncomingReferral {
  readonly caller: Principal;
  readonly sender: RegisteredSender;
  readonly transaction: ReferralTransaction;
  readonly body: Buffer;
}

/** What became of each entry of the Bundle, in its order. */
export interface ReceivedReferral {
  readonly receivedAt: Date;
  /** The referral's Task as its sender now reads it. */
  readonly task: Task;
  readonly entries: readonly {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    readonly created: boolean;
    readonly resource?: Resource;
  }[];
}

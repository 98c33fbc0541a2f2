import type { Feature } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { Issuer } from './issuer.service';
import { PayloadRepository } from './payload.repository';
import { RemoveExpiredWorker } from './remove-expired.worker';

export const issuer: Feature = {
  providers: [AccountRepository, Issuer, PayloadRepository, RemoveExpiredWorker],
};

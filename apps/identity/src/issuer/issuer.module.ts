import type { Feature } from '#libs/platform';
import { AccountRepository } from '../accounts/account.repository';
import { Issuer } from './issuer.service';
import { DeletedCallerRepository } from '../callers/deleted-caller.repository';
import { Mail } from '../mail/mail.client';
import { PayloadRepository } from './payload.repository';
import { RemoveExpiredWorker } from './remove-expired.worker';

export const issuer: Feature = {
  providers: [AccountRepository, DeletedCallerRepository, Issuer, Mail, PayloadRepository, RemoveExpiredWorker],
};

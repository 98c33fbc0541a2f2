import { Injectable } from '@nestjs/common';
import type { NeedCode } from '#libs/contracts';
import type { Principal } from '#libs/platform';
import type { ServiceCopy } from '../directory/service-copy.entity';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import { warningsOf } from './alternatives.rules';
import { AvoidAcknowledgement } from './avoid-acknowledgement.entity';
import { AcknowledgementReasonMissingError, AvoidedSettingError, RestrictedCheckNeededError } from './avoid-setting.errors';
import { AvoidSettingRepository } from './avoid-setting.repository';

export interface ReferralToCheck {
  readonly caseId: string;
  readonly service: ServiceCopy;
  readonly needs: readonly NeedCode[];
  readonly acknowledgeWarnings?: boolean | undefined;
  readonly acknowledgeReason?: string | undefined;
}

const OFFERED = 5;
const CONSIDERED = 100;

/** Warns before a referral goes to a service in a setting that the person avoids (CL-20). Who may not read why is told only that somebody else must refer. */
@Injectable()
export class CheckAvoidedService {
  constructor(
    private readonly avoidSettings: AvoidSettingRepository,
    private readonly access: RestrictedAccessQuery,
  ) {}

  async execute(referral: ReferralToCheck, by: Principal, now: Date): Promise<void> {
    const { caseId, service, needs } = referral;
    const avoided = (await this.avoidSettings.ofCase(caseId)).map(({ setting }) => setting);
    const conflicts = avoided.filter((setting) => service.settings.includes(setting));
    if (conflicts.length === 0) return;
    if (!(await this.access.of(caseId, by)).reads) throw new RestrictedCheckNeededError();
    if (!referral.acknowledgeWarnings)
      throw new AvoidedSettingError(warningsOf(conflicts, await this.avoidSettings.alternatives(needs, avoided, CONSIDERED), OFFERED));
    const { acknowledgeReason: reason } = referral;
    if (reason === undefined) throw new AcknowledgementReasonMissingError();
    const { serviceId } = service;
    await this.avoidSettings.acknowledge(AvoidAcknowledgement.of({ caseId, serviceId, reason, acknowledgedBy: by.subject, at: now }));
  }
}

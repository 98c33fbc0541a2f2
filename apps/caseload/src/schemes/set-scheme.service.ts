import { Injectable } from '@nestjs/common';
import { NotFoundError, type FieldProblem } from '#libs/contracts';
import { AuditService, Clock, Transaction, type Principal } from '#libs/platform';
import { OwnersQuery } from '../workers/owners.query';
import { addressOf } from '../person-messages/person-message.rules';
import { ReachQuery } from '../workers/reach.query';
import type { SchemeSettings } from './scheme-settings.dto';
import { TimerService } from '../timers/timer.service';
import { SCHEME_TIMER } from './keep-scheme.service';
import { SchemeSettingsRefusedError } from './scheme.errors';
import { SchemeRepository } from './scheme.repository';

/** Reads and sets what a scheme sets for itself. Clocks that already run keep the dates that were promised; new ones follow the new settings. */
@Injectable()
export class SetSchemeService {
  constructor(
    private readonly transaction: Transaction,
    private readonly schemes: SchemeRepository,
    private readonly owners: OwnersQuery,
    private readonly clock: Clock,
    private readonly timers: TimerService,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  async read(schemeId: string, caller: Principal): Promise<SchemeSettings> {
    await this.assertOwn(schemeId, caller);
    return this.schemes.settings(schemeId);
  }

  execute(schemeId: string, settings: SchemeSettings, by: Principal): Promise<SchemeSettings> {
    return this.transaction.run(async () => {
      const organisationId = await this.assertOwn(schemeId, by);
      const problems = [
        ...direct(settings),
        ...(await this.stranger('directOwnerWorkerId', settings.directOwnerWorkerId, schemeId, organisationId)),
        ...(await this.stranger('safeguardingLeadWorkerId', settings.safeguardingLeadWorkerId, schemeId, organisationId)),
        ...unreachable(settings),
        ...(await this.strangers(settings, schemeId, organisationId)),
      ];
      if (problems.length > 0) throw new SchemeSettingsRefusedError(problems);
      await this.schemes.set(schemeId, settings);
      await this.timers.set(SCHEME_TIMER, schemeId, this.clock.now());
      await this.audit.record({ by, action: 'set', entity: 'scheme', entityId: schemeId });
      return this.schemes.settings(schemeId);
    });
  }

  private async assertOwn(schemeId: string, caller: Principal): Promise<string> {
    const { organisationId } = await this.reach.of(caller);
    if (!(await this.schemes.isOf(schemeId, organisationId))) throw new NotFoundError('scheme');
    return organisationId;
  }

  private async strangers({ urgentContacts }: SchemeSettings, schemeId: string, organisationId: string): Promise<FieldProblem[]> {
    const found = urgentContacts.map(({ workerId = null }, index) =>
      this.stranger(`urgentContacts/${String(index)}/workerId`, workerId, schemeId, organisationId),
    );
    return (await Promise.all(found)).flat();
  }

  private async stranger(field: string, workerId: string | null, schemeId: string, organisationId: string): Promise<FieldProblem[]> {
    return workerId === null ? [] : this.owners.problems(`/${field}`, { workerId, organisationId, schemeId }, this.clock.now());
  }
}

// Who is to be written to at once needs an address at which they can be.
function unreachable({ urgentContacts }: SchemeSettings): FieldProblem[] {
  return urgentContacts.flatMap((contact, index) => {
    const pointer = `/urgentContacts/${String(index)}`;
    const phone = contact.phone !== undefined && addressOf(contact, 'sms') === null;
    if (phone)
      return [
        { pointer: `${pointer}/phone`, code: 'not-a-mobile', detail: 'Text messages go to mobile numbers of the United Kingdom only.' },
      ];
    if (addressOf(contact, 'email') === null && addressOf(contact, 'sms') === null)
      return [{ pointer, code: 'no-address', detail: 'Give an email address, a mobile number, or both.' }];
    return [];
  });
}

// Somebody must follow up what a direct scheme connects (RF-07).
function direct({ model, directOwnerWorkerId, directServiceId }: SchemeSettings): FieldProblem[] {
  if (model !== 'direct') return [];
  const missing = Object.entries({ directOwnerWorkerId, directServiceId }).filter(([, value]) => value === null);
  return missing.map(([field]) => ({ pointer: `/${field}`, code: 'required-when-direct', detail: `A direct scheme needs ${field}.` }));
}

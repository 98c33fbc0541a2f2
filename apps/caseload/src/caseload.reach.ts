import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { RecordReach, Transaction, type NamedRecord, type PathParameters, type Principal } from '#libs/platform';
import { CaseRepository } from './cases/case.repository';
import { ServiceRepository } from './directory/service.repository';
import { ClinicianAccessQuery } from './refer-backs/clinician-access.query';
import { SchemeRepository } from './schemes/scheme.repository';
import { isLanguage, isTextKey } from './texts/text.rules';
import { ReachQuery, type Reach } from './workers/reach.query';

/** Records that belong to one which the path names before them: its table, and the parameter and column of the other. */
const PARTS = {
  absenceId: ['absence', 'absence', 'workerId', 'worker_id'],
  actionId: ['action', 'action', 'caseId', 'case_id'],
  barrierId: ['barrier', 'connection_barrier', 'connectionId', 'connection_id'],
  blockerId: ['blocker', 'case_blocker', 'caseId', 'case_id'],
  callBackId: ['call-back', 'call_back', 'caseId', 'case_id'],
  connectionId: ['connection', 'connection', 'caseId', 'case_id'],
  contactId: ['contact', 'planned_contact', 'caseId', 'case_id'],
  employmentId: ['employment', 'employment', 'workerId', 'worker_id'],
  handOverId: ['hand-over', 'hand_over', 'caseId', 'case_id'],
  moveId: ['move', 'case_move', 'caseId', 'case_id'],
  needId: ['need', 'case_need', 'caseId', 'case_id'],
  reallocationId: ['reallocation', 'reallocation', 'workerId', 'worker_id'],
  relatedPersonId: ['related-person', 'related_person', 'caseId', 'case_id'],
  referBackId: ['refer-back', 'refer_back', 'caseId', 'case_id'],
  riskId: ['risk', 'case_risk', 'caseId', 'case_id'],
  settingId: ['setting', 'case_avoid_setting', 'caseId', 'case_id'],
} as const;

const RECEIVER = `
  SELECT 1 FROM hand_over h JOIN "case" c ON c.id = h.case_id
  WHERE h.id = $1 AND h.case_id = $2 AND c.organisation_id = $3 AND h.to_worker_id = $4`;

/** Which records of caseload exist for a caller. Use cases ask again under their locks, and hide what is restricted within a case. */
@Injectable()
export class CaseloadReach extends RecordReach {
  readonly records: Readonly<Record<string, NamedRecord>> = {
    caseId: { what: 'case', exists: (named, caller) => this.reachesCase(named, caller) },
    referralId: { what: 'referral', exists: ({ referralId }, caller) => this.reachesReferral(referralId, caller) },
    schemeId: { what: 'scheme', exists: ({ schemeId }, caller) => this.reachesScheme(schemeId, caller) },
    workerId: { what: 'worker', exists: ({ workerId }, caller) => this.reachesWorker(workerId, caller) },
    signpostingId: { what: 'signposting', exists: ({ signpostingId }, caller) => this.reachesSignposting(signpostingId, caller) },
    // The directory is the same for all.
    serviceId: {
      what: 'service',
      exists: async ({ serviceId = '' }) => isUUID(serviceId) && (await this.services.find(serviceId)) !== null,
    },
    version: { what: 'plan', exists: (named) => this.hasPlan(named) },
    key: { what: 'text', exists: ({ key = '' }) => Promise.resolve(isTextKey(key)) },
    language: { what: 'text', exists: ({ language }) => Promise.resolve(isLanguage(language)) },
    ...Object.fromEntries(
      Object.entries(PARTS).map(([parameter, [what, table, parent, column]]) => [
        parameter,
        { what, exists: (named: PathParameters) => this.isPart(table, named[parameter], column, named[parent]) },
      ]),
    ),
  };

  constructor(
    private readonly transaction: Transaction,
    private readonly reach: ReachQuery,
    private readonly cases: CaseRepository,
    private readonly clinicians: ClinicianAccessQuery,
    private readonly schemes: SchemeRepository,
    private readonly services: ServiceRepository,
  ) {
    super();
  }

  private async reachesCase({ caseId: id, handOverId }: PathParameters, caller: Principal): Promise<boolean> {
    if (id === undefined || !isUUID(id)) return false;
    if (caller.roles.includes('clinician') && (await this.clinicians.reaches(id, caller))) return true;
    if (isOnlyClinician(caller)) return false;
    const reach = await this.reach.of(caller);
    return (await this.cases.isWithin(id, reach)) || (handOverId !== undefined && this.receives(handOverId, id, reach));
  }

  /** Who receives a case from another scheme of the organisation does not see it yet, and answers the hand-over. */
  private async receives(handOverId: string, caseId: string, { organisationId, workerId }: Reach): Promise<boolean> {
    const asked = isUUID(handOverId) && workerId !== null;
    return asked && (await this.transaction.read(RECEIVER, [handOverId, caseId, organisationId, workerId])).length > 0;
  }

  private async reachesReferral(id: string | undefined, caller: Principal): Promise<boolean> {
    if (id === undefined || !isUUID(id)) return false;
    return this.reachesCase({ caseId: (await this.cases.idOfReferral(id)) ?? undefined }, caller);
  }

  private async reachesScheme(id: string | undefined, caller: Principal): Promise<boolean> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    if (id === undefined || (schemeIds && !schemeIds.includes(id))) return false;
    return this.schemes.isOf(id, organisationId);
  }

  private async reachesWorker(id: string | undefined, caller: Principal): Promise<boolean> {
    const { organisationId } = await this.reach.of(caller);
    return this.isPart('worker', id, 'organisation_id', organisationId);
  }

  private async reachesSignposting(id: string | undefined, caller: Principal): Promise<boolean> {
    const { organisationId, schemeIds } = await this.reach.of(caller);
    if (id === undefined || !isUUID(id)) return false;
    const rows = await this.transaction.read(
      `SELECT 1 FROM signposting WHERE id = $1 AND organisation_id = $2 AND ($3::uuid[] IS NULL OR scheme_id = ANY($3))`,
      [id, organisationId, schemeIds],
    );
    return rows.length > 0;
  }

  private async hasPlan({ caseId, version = '' }: PathParameters): Promise<boolean> {
    if (!/^[1-9]\d{0,5}$/.test(version)) return false;
    return (await this.transaction.read(`SELECT 1 FROM plan WHERE case_id = $1 AND version = $2`, [caseId, version])).length > 0;
  }

  /** Table and column are ours, never the caller's. */
  private async isPart(table: string, id: string | undefined, column: string, parent: string | undefined): Promise<boolean> {
    if (id === undefined || !isUUID(id)) return false;
    return (await this.transaction.read(`SELECT 1 FROM ${table} WHERE id = $1 AND ${column} = $2`, [id, parent])).length > 0;
  }
}

function isOnlyClinician({ roles, kind }: Principal): boolean {
  return kind === 'person' && !roles.some((role) => role === 'link-worker' || role === 'supervisor' || role === 'administrator');
}

import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { RestrictedAccessQuery } from '../restricted/restricted-access.query';
import type { AvoidSettingList, RecordAvoidSettingDto } from './avoid-setting.dto';
import { AvoidSetting } from './avoid-setting.entity';
import { AvoidSettingRepository } from './avoid-setting.repository';

/** Keeps the settings that a person avoids (CL-20). For others than the case's worker, a supervisor and whom they name there are none. */
@Injectable()
export class KeepAvoidSettingsService {
  constructor(
    private readonly transaction: Transaction,
    private readonly avoidSettings: AvoidSettingRepository,
    private readonly access: RestrictedAccessQuery,
    private readonly audit: AuditService,
  ) {}

  /** The same setting again replaces the note. */
  record(caseId: string, { setting, note }: RecordAvoidSettingDto, by: Principal, at: Date): Promise<AvoidSettingList> {
    return this.during(caseId, by, 'record-avoid-setting', async (held) => {
      const known = held.find((other) => other.setting === setting);
      const told = { note: note ?? null, recordedBy: by.subject, at };
      await this.avoidSettings.save(known ? Object.assign(known, told) : AvoidSetting.record({ caseId, setting, ...told }));
    });
  }

  end(caseId: string, id: string, by: Principal, at: Date): Promise<AvoidSettingList> {
    return this.during(caseId, by, 'end-avoid-setting', async (held) => {
      const known = held.find((other) => other.id === id);
      if (!known) throw new NotFoundError('setting');
      await this.avoidSettings.save(Object.assign(known, { endedAt: at }));
    });
  }

  read(caseId: string, by: Principal): Promise<AvoidSettingList> {
    return this.during(caseId, by, 'read-avoid-settings', () => Promise.resolve());
  }

  private during(
    caseId: string,
    by: Principal,
    action: string,
    act: (held: readonly AvoidSetting[]) => Promise<void>,
  ): Promise<AvoidSettingList> {
    return this.transaction.run(async () => {
      if (!(await this.access.of(caseId, by)).reads) throw new NotFoundError('case');
      await act(await this.avoidSettings.ofCase(caseId));
      await this.audit.record({ by, action, entity: 'case', entityId: caseId });
      const held = await this.avoidSettings.ofCase(caseId);
      const acknowledged = await this.avoidSettings.acknowledgementsOf(caseId);
      return {
        items: held.map(({ id, setting, note, at }) => ({ id, setting, note, at: at.toISOString() })),
        acknowledgements: acknowledged.map(({ serviceId, reason, at }) => ({ serviceId, reason, at: at.toISOString() })),
      };
    });
  }
}

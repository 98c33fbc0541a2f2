import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { NeedCode, ServiceSetting } from '#libs/contracts';
import { Transaction } from '#libs/platform';
import { ServiceCopy } from '../directory/service-copy.entity';
import { AvoidAcknowledgement } from './avoid-acknowledgement.entity';
import { AvoidSetting } from './avoid-setting.entity';

@Injectable()
export class AvoidSettingRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Those that hold. */
  ofCase(caseId: string): Promise<AvoidSetting[]> {
    return this.transaction.reader.find(AvoidSetting, { where: { caseId, endedAt: IsNull() }, order: { at: 'ASC', id: 'ASC' } });
  }

  acknowledgementsOf(caseId: string): Promise<AvoidAcknowledgement[]> {
    return this.transaction.reader.find(AvoidAcknowledgement, { where: { caseId }, order: { at: 'ASC', id: 'ASC' } });
  }

  async save(setting: AvoidSetting): Promise<void> {
    await this.transaction.manager.upsert(AvoidSetting, setting, ['id']);
  }

  async acknowledge(acknowledgement: AvoidAcknowledgement): Promise<void> {
    await this.transaction.manager.insert(AvoidAcknowledgement, acknowledgement);
  }

  /** Open services for one of the needs that tell their settings, and whose settings the person does not avoid. */
  alternatives(needs: readonly NeedCode[], avoided: readonly ServiceSetting[], limit: number): Promise<ServiceCopy[]> {
    return this.transaction.reader
      .createQueryBuilder(ServiceCopy, 's')
      .where(`s.status = 'active' AND s.needs && :needs::text[] AND s.settings <> '{}' AND NOT s.settings && :avoided::text[]`, {
        needs,
        avoided,
      })
      .orderBy('s.name')
      .addOrderBy('s.service_id')
      .limit(limit)
      .getMany();
  }
}

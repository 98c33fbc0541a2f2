import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { MyReport } from './my-report.entity';

@Injectable()
export class MyReportRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Its action stands on record already. */
  async insert(report: MyReport): Promise<void> {
    await this.transaction.manager.insert(MyReport, report);
  }

  /** The newest first. */
  ofCase(caseId: string): Promise<MyReport[]> {
    return this.transaction.reader.find(MyReport, { where: { caseId }, order: { at: 'DESC', id: 'ASC' } });
  }
}

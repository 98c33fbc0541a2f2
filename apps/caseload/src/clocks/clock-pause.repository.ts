import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { ClockPause } from './clock-pause.entity';

@Injectable()
export class ClockPauseRepository {
  constructor(private readonly transaction: Transaction) {}

  ofCase(caseId: string): Promise<ClockPause[]> {
    return this.transaction.reader.find(ClockPause, { where: { caseId }, order: { from: 'ASC', id: 'ASC' } });
  }

  async insert(pause: ClockPause): Promise<void> {
    await this.transaction.manager.insert(ClockPause, pause);
  }
}

import { CaseMoved } from '#libs/contracts';
import { SchemeReach } from '#libs/platform';
import { Consumer, On } from '../consumers';

@Consumer()
export class CaseMovedConsumer {
  constructor(private readonly reach: SchemeReach) {}

  @On(CaseMoved)
  async handle(moved: CaseMoved): Promise<void> {
    await this.reach.keepMove(moved);
  }
}

import { CasePersonCorrected } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { Consumer, On } from '../consumers';
import { CorrectTasksService } from './correct-tasks.service';

@Consumer()
export class CasePersonCorrectedConsumer {
  constructor(
    private readonly correctTasks: CorrectTasksService,
    private readonly clock: Clock,
  ) {}

  @On(CasePersonCorrected)
  handle(corrected: CasePersonCorrected): Promise<void> {
    return this.correctTasks.execute(corrected, this.clock.now());
  }
}

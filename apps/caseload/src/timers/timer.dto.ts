import { ApiProperty } from '@nestjs/swagger';

export class FailingTimerView {
  @ApiProperty({ example: '0b7f1f5e-4d3f-4d3a-8f0f-1d2c3b4a5f6e' })
  id!: string;

  @ApiProperty({ example: 'case.first-contact-overdue' })
  kind!: string;

  @ApiProperty({ example: '1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d', description: 'What it is about, such as a case' })
  subjectId!: string;

  @ApiProperty({ example: '2026-11-30T17:00:00.000Z' })
  dueAt!: string;

  @ApiProperty({ example: 3 })
  attempts!: number;

  @ApiProperty({ example: 'Error: Nobody handles timers of this kind' })
  lastError!: string;

  @ApiProperty({ example: '2026-11-30T17:00:08.000Z' })
  nextTryAt!: string;
}

export class FailingTimerList {
  @ApiProperty({ type: [FailingTimerView] })
  items!: FailingTimerView[];
}

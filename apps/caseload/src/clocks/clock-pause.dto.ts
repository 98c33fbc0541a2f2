import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Day } from '#libs/platform';
import { CLOCKS, PAUSE_REASONS, type ClockName, type PauseReason } from './pauses.rules';

export class PauseClockDto {
  @ApiProperty({ enum: CLOCKS, example: 'first-contact' })
  @IsIn(CLOCKS)
  clock!: ClockName;

  @ApiProperty({ enum: PAUSE_REASONS, example: 'in-hospital' })
  @IsIn(PAUSE_REASONS)
  reason!: PauseReason;

  @ApiProperty({ example: '2030-01-07', description: 'First day on which the clock stands still' })
  @Day()
  from!: string;

  @ApiProperty({ example: '2030-01-18', description: 'Last day; a pause always has one, and another can follow it' })
  @Day()
  until!: string;
}

export class ClockPauseView extends PauseClockDto {
  @ApiProperty({ example: '3f0a4b1c-7d52-4c2b-9f55-5d1e0b9a8c77' })
  id!: string;

  @ApiProperty({ example: '2030-01-06T10:00:00.000Z' })
  recordedAt!: string;
}

export class ClockPauseList {
  @ApiProperty({ type: [ClockPauseView] })
  items!: ClockPauseView[];
}

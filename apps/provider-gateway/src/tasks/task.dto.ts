import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DECLINE_REASONS, type DeclineReason } from '#libs/contracts';
import { Instant, PageQuery } from '#libs/platform';
import { TASK_STATUSES, type TaskStatus } from './task.entity';

export class TaskListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: TASK_STATUSES })
  @IsOptional()
  @IsIn(TASK_STATUSES)
  status?: TaskStatus;
}

export class DeclineDto {
  @ApiProperty({ enum: DECLINE_REASONS })
  @IsIn(DECLINE_REASONS)
  reason!: DeclineReason;
}

export class AttendedDto {
  @ApiPropertyOptional({ description: 'When they came; now, if left out' })
  @IsOptional()
  @Instant()
  at?: string;
}

export class NotAttendedDto {
  @ApiPropertyOptional({ description: 'When they were expected; now, if left out' })
  @IsOptional()
  @Instant()
  expectedAt?: string;
}

export class CompleteDto {
  @ApiProperty({ enum: ['sustained', 'stopped'], description: 'sustained: the person goes on by themselves; stopped: they no longer come' })
  @IsIn(['sustained', 'stopped'])
  outcome!: 'sustained' | 'stopped';
}

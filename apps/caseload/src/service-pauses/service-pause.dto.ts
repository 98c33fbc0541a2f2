import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';

/** What has become of a service; as the reason of a pause, after `service-`. */
export const SERVICE_PAUSE_REASONS = ['paused', 'closed', 'cut'] as const;
export type ServicePauseReason = (typeof SERVICE_PAUSE_REASONS)[number];

export class ResumeServiceDto {
  @ApiProperty({ example: true, description: 'Only counts what would change' })
  @IsBoolean()
  dryRun!: boolean;
}

export class PauseServiceDto extends ResumeServiceDto {
  @ApiProperty({ enum: SERVICE_PAUSE_REASONS, example: 'paused' })
  @IsIn(SERVICE_PAUSE_REASONS)
  reason!: ServicePauseReason;
}

export class ServicePauseView {
  @ApiProperty({ example: true })
  dryRun!: boolean;

  @ApiProperty({ example: 12, description: 'Connections that change; when pausing, each with a review task' })
  connections!: number;

  @ApiProperty({ example: 11 })
  cases!: number;
}

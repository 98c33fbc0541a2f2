import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { ServiceReceipt } from './records.dto';

export class RetentionRunDto {
  @ApiProperty({ example: true, description: 'Only count what would be deleted' })
  @IsBoolean()
  dryRun!: boolean;
}

export class RetentionReceipt {
  @ApiProperty({ example: '0b7cbe4e-8a0c-4d2b-9d0c-6a8f3c1e5b01' })
  id!: string;

  @ApiProperty({ example: true })
  dryRun!: boolean;

  @ApiProperty({ example: 'schedule', description: 'Who asked; `schedule` for the daily run' })
  requestedBy!: string;

  @ApiProperty({ example: '2026-03-05T02:00:00.000Z' })
  requestedAt!: string;

  @ApiProperty({ example: true, description: 'Every service has done its part' })
  complete!: boolean;

  @ApiProperty({ type: [ServiceReceipt] })
  services!: ServiceReceipt[];

  @ApiProperty({ type: [String], example: ['caseload'], description: 'Services that have not answered everything yet' })
  waitingFor!: string[];
}

export class RetentionReceipts {
  @ApiProperty({ type: [RetentionReceipt] })
  items!: RetentionReceipt[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, IsBoolean, IsOptional } from 'class-validator';
import { Ids, Text } from '#libs/platform';

export class ReallocateDto {
  @ApiPropertyOptional({ type: [String], description: 'Workers who share the cases; left out: all return to the queue' })
  @IsOptional()
  @ArrayNotEmpty()
  @Ids(100)
  to?: string[];

  @ApiProperty({ example: 'Leaves on 31 March', description: 'For the record' })
  @Text(500)
  reason!: string;

  @ApiPropertyOptional({ example: true, default: false, description: 'Says what would happen, and changes nothing' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;
}

export class ShareView {
  @ApiProperty({ type: String, nullable: true, example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10', description: 'Null: the queue' })
  workerId!: string | null;

  @ApiProperty({ example: 31 })
  cases!: number;
}

export class ReallocationView {
  @ApiProperty({ type: String, nullable: true, example: null, description: 'To undo it by; null for a dry run' })
  id!: string | null;

  @ApiProperty({ example: true })
  dryRun!: boolean;

  @ApiProperty({ example: 62 })
  moved!: number;

  @ApiProperty({ example: 0, description: 'Cases that stay: nobody named works for their scheme, or a hand-over of them is under way' })
  staying!: number;

  @ApiProperty({ type: [ShareView] })
  shares!: ShareView[];
}

export class UndoneView {
  @ApiProperty({ example: 60 })
  movedBack!: number;

  @ApiProperty({ example: 2, description: 'Cases that have changed since, and stay' })
  staying!: number;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { Instant } from '#libs/platform';
import { REMOTE_MODES, type RemoteMode } from '../contacts/contact-modes.rules';

export class SwitchToRemoteDto {
  @ApiProperty({ example: '2030-01-07T00:00:00Z', description: 'Contacts planned from then on; with time zone' })
  @Instant()
  from!: string;

  @ApiPropertyOptional({ example: '2030-02-01T00:00:00Z', description: '… and before then; left out: until further notice' })
  @IsOptional()
  @Instant()
  until?: string;

  @ApiProperty({ enum: REMOTE_MODES, example: 'phone' })
  @IsIn(REMOTE_MODES)
  mode!: RemoteMode;

  @ApiProperty({ example: true, description: 'Only says how many contacts it would change' })
  @IsBoolean()
  dryRun!: boolean;
}

export class SwitchedToRemote {
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Null after a dry run' })
  id!: string | null;

  @ApiProperty({ example: true })
  dryRun!: boolean;

  @ApiProperty({ example: 12, description: 'Planned in-person contacts that happen remotely; each keeps its time' })
  contacts!: number;

  @ApiProperty({ example: 10, description: 'Cases they belong to' })
  cases!: number;
}

export class RemoteUndone {
  @ApiProperty({ example: '6a1c9d1e-2b3c-4d5e-8f90-a1b2c3d4e5f6' })
  id!: string;

  @ApiProperty({ example: 11, description: 'Contacts that happen again as they were planned' })
  restored!: number;

  @ApiProperty({ example: 1, description: 'Contacts that were changed, kept or missed since, and stay as they are' })
  leftAsTheyAre!: number;
}

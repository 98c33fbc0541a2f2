import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { WORKER_ROLES, type WorkerRole } from '#libs/contracts';
import { Day, Text } from '#libs/platform';

const EMPLOYER = '2f3e4d5c-6b7a-4f8e-9d0c-1b2a3f4e5d06';
const HOST = '3b1f0a52-7c4d-4e5f-8a6b-9c0d1e2f3a04';

export class RecordEmploymentDto {
  @ApiProperty({ example: 'care navigator', description: 'The local job title; those of the sources count as link worker (CL-26)' })
  @Text(200)
  title!: string;

  @ApiPropertyOptional({ enum: WORKER_ROLES, example: 'link-worker', description: 'Needed only for a title that is not known' })
  @IsOptional()
  @IsIn(WORKER_ROLES)
  role?: WorkerRole;

  @ApiProperty({ example: EMPLOYER, description: 'The organisation that pays them' })
  @IsUUID('all')
  employerId!: string;

  @ApiProperty({ example: 'Allotment Trust' })
  @Text(200)
  employerName!: string;

  @ApiProperty({ example: HOST, description: 'The organisation on behalf of which they work; may be another (CL-27)' })
  @IsUUID('all')
  hostId!: string;

  @ApiProperty({ example: 'Leeds North PCN' })
  @Text(200)
  hostName!: string;

  @ApiProperty({ example: 0.6, description: 'Whole-time equivalent: 1 is full time' })
  @IsNumber({ maxDecimalPlaces: 2 })
  @Min(0.01)
  @Max(1)
  wte!: number;

  @ApiProperty({ example: '2026-04-01', description: 'The first day' })
  @Day()
  validFrom!: string;

  @ApiPropertyOptional({ example: '2035-03-31', description: 'The last day; left out while no end is known' })
  @IsOptional()
  @Day()
  validUntil?: string;
}

export class EndEmploymentDto {
  @ApiProperty({ example: '2034-12-31', description: 'The last day' })
  @Day()
  validUntil!: string;
}

export class EmploymentView {
  @ApiProperty({ example: '1e2d3c4b-5a6f-4e7d-8c9b-0a1f2e3d4c05' })
  id!: string;

  @ApiProperty({ enum: WORKER_ROLES, example: 'link-worker' })
  role!: WorkerRole;

  @ApiProperty({ example: 'care navigator' })
  title!: string;

  @ApiProperty({ example: EMPLOYER })
  employerId!: string;

  @ApiProperty({ example: 'Allotment Trust' })
  employerName!: string;

  @ApiProperty({ example: HOST })
  hostId!: string;

  @ApiProperty({ example: 'Leeds North PCN' })
  hostName!: string;

  @ApiProperty({ example: 0.6 })
  wte!: number;

  @ApiProperty({ example: '2026-04-01' })
  validFrom!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  validUntil!: string | null;
}

export class EmploymentList {
  @ApiProperty({ type: [EmploymentView] })
  items!: EmploymentView[];
}

export class WteQueryDto {
  @ApiProperty({ example: '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21' })
  @IsUUID('all')
  schemeId!: string;

  @ApiPropertyOptional({ example: '2026-12-01', description: 'The day; today unless told' })
  @IsOptional()
  @Day()
  on?: string;
}

export class TitleWteView {
  @ApiProperty({ example: 'care navigator' })
  title!: string;

  @ApiProperty({ example: 1.6 })
  wte!: number;
}

export class RoleWteView {
  @ApiProperty({ enum: WORKER_ROLES, example: 'link-worker' })
  role!: WorkerRole;

  @ApiProperty({ example: 2, description: 'People, each once' })
  workers!: number;

  @ApiProperty({ example: 1.6 })
  wte!: number;

  @ApiProperty({ type: [TitleWteView], description: 'What they are called locally' })
  titles!: TitleWteView[];
}

export class WteView {
  @ApiProperty({ example: '2026-12-01' })
  on!: string;

  @ApiProperty({ type: [RoleWteView], description: 'By the one code, whatever the titles (CL-26)' })
  items!: RoleWteView[];
}

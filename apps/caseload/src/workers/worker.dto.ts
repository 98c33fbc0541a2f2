import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsOptional, IsUUID } from 'class-validator';
import { Text } from '#libs/platform';

const SCHEME = '0c8f5e3d-6f3b-4b6e-9a55-0d5a3b9f6b21';

export class RegisterWorkerDto {
  @ApiProperty({ example: 'Priya Shah', description: 'As the person will hear it' })
  @Text(200)
  name!: string;

  @ApiPropertyOptional({ example: 'c1a1a2b4-0d0e-4a55-8d5e-9f5f0d1f2a3b', description: '`sub` of the account they sign in with' })
  @IsOptional()
  @Text(200)
  accountSubject?: string;

  @ApiProperty({ example: [SCHEME], description: 'Schemes of the organisation they work for' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsUUID('all', { each: true })
  schemeIds!: string[];
}

export class WorkerView {
  @ApiProperty({ example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10' })
  id!: string;

  @ApiProperty({ example: 'Priya Shah' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'c1a1a2b4-0d0e-4a55-8d5e-9f5f0d1f2a3b' })
  accountSubject!: string | null;

  @ApiProperty({ example: [SCHEME] })
  schemeIds!: string[];
}

export class WorkerPage {
  @ApiProperty({ type: [WorkerView] })
  items!: WorkerView[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

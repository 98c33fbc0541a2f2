import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { Instant, Text } from '../http/inputs';
import { PageQuery } from '../http/page';

export class AuditEntriesQueryDto extends PageQuery {
  @ApiPropertyOptional({ description: 'Id of what was read or changed: a case, a referral, a person, an account' })
  @IsOptional()
  @Text(300)
  entityId?: string;

  @ApiPropertyOptional({ description: 'Subject of who acted, as in their token; `person` for somebody on their own page' })
  @IsOptional()
  @Text(255)
  actor?: string;

  @ApiPropertyOptional({ description: 'Organisation of who acted; only an operator sees others than their own' })
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @ApiPropertyOptional({ example: '2026-04-01T00:00:00Z' })
  @IsOptional()
  @Instant()
  from?: string;

  @ApiPropertyOptional({ example: '2026-05-01T00:00:00Z', description: 'Up to, and without' })
  @IsOptional()
  @Instant()
  to?: string;
}

/** Who did what to which record: ids and codes. */
export class AuditEntryView {
  @ApiProperty({ description: 'Number of the entry, in the order of writing' }) id!: string;
  @ApiProperty() at!: Date;
  @ApiProperty() actor!: string;
  @ApiProperty({ type: String, nullable: true }) organisationId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: "How somebody without a token came in, and who let them: a person's own page" })
  through!: string | null;
  @ApiProperty({ example: 'read' }) action!: string;
  @ApiProperty({ example: 'case' }) entity!: string;
  @ApiProperty({ description: 'Its id; of what a caller wrote and is no id a keyed hash' }) entityId!: string;
  @ApiProperty({ type: String, nullable: true, example: 'GET /api/caseload/cases/:caseId', description: 'Why: what was being done' })
  operation!: string | null;
  @ApiProperty({ enum: ['done', 'forbidden', 'not-found'] }) outcome!: string;
  @ApiProperty() correlationId!: string;
}

export class AuditEntryPage {
  @ApiProperty({ type: [AuditEntryView] }) items!: AuditEntryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

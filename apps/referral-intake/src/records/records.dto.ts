import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { Text } from '#libs/platform';
import { REQUEST_KINDS, type RequestKind } from './records.rules';

export class ReasonDto {
  @ApiProperty({ example: 'Asked for by letter of 2 March', description: 'Why; it is kept, so it must not tell who the person is' })
  @Text(500)
  reason!: string;
}

export class FindPersonDto {
  @ApiPropertyOptional({ example: 'SP-4K7Q-9M2X', description: 'The reference of one of their referrals' })
  @IsOptional()
  @Text(20)
  reference?: string;

  @ApiPropertyOptional({ example: '9000000009' })
  @IsOptional()
  @Text(10)
  @Matches(/^\d{10}$/)
  nhsNumber?: string;
}

export class FoundReferral {
  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  receivedAt!: string;

  @ApiProperty({ example: false, description: 'Whether its case has ended' })
  closed!: boolean;
}

export class FoundPerson {
  @ApiProperty({ example: '1f0d7c52-0d6e-4a3f-9d3a-0f7f3f8a2c11' })
  personId!: string;

  @ApiProperty({ example: false, description: 'A legal hold keeps their records' })
  held!: boolean;

  @ApiProperty({ type: [FoundReferral] })
  referrals!: FoundReferral[];
}

export class FoundPersons {
  @ApiProperty({ type: [FoundPerson] })
  items!: FoundPerson[];
}

export class RecordsCount {
  @ApiProperty({ example: 'contact', description: 'The kind of record' })
  kind!: string;

  @ApiProperty({ example: 4 })
  count!: number;

  @ApiPropertyOptional({ example: 'Without the person: it counts towards the scheme’s results.', description: 'Why it was kept' })
  why?: string;
}

export class ServiceReceipt {
  @ApiProperty({ example: 'caseload' })
  service!: string;

  @ApiProperty({ example: '2026-03-05T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ type: [RecordsCount], description: 'What it did: erased, corrected, copied or counted, by the request' })
  done!: RecordsCount[];

  @ApiProperty({ type: [RecordsCount], description: 'What it keeps, and why' })
  kept!: RecordsCount[];
}

export class PersonReceipt {
  @ApiProperty({ example: '0b7cbe4e-8a0c-4d2b-9d0c-6a8f3c1e5b01' })
  id!: string;

  @ApiProperty({ enum: REQUEST_KINDS, example: 'erasure' })
  kind!: RequestKind;

  @ApiProperty({ example: '1f0d7c52-0d6e-4a3f-9d3a-0f7f3f8a2c11' })
  personId!: string;

  @ApiProperty({ example: 'Asked for by letter of 2 March' })
  reason!: string;

  @ApiProperty({ example: '2026-03-05T10:00:00.000Z' })
  requestedAt!: string;

  @ApiProperty({ example: true, description: 'Every service has answered' })
  complete!: boolean;

  @ApiProperty({ type: [ServiceReceipt] })
  services!: ServiceReceipt[];

  @ApiProperty({ type: [String], example: ['caseload'], description: 'Services that have not answered yet' })
  waitingFor!: string[];

  @ApiProperty({
    type: [String],
    description: 'After an erasure or a correction: what is kept everywhere, or lies beyond the hub’s reach, and until when',
  })
  remains!: string[];
}

export class ErasureReceipt extends PersonReceipt {
  @ApiProperty({ example: false, description: 'It had been asked for before; nothing was done again' })
  alreadyErased!: boolean;
}

export class PersonReceipts {
  @ApiProperty({ type: [PersonReceipt] })
  items!: PersonReceipt[];

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

export class LegalHold {
  @ApiProperty({ example: '1f0d7c52-0d6e-4a3f-9d3a-0f7f3f8a2c11' })
  personId!: string;

  @ApiProperty({ example: true })
  held!: boolean;
}

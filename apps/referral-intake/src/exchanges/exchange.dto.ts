import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class ListExchangesDto {
  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  @IsUUID('all')
  referralId!: string;
}

export class ExchangeView {
  @ApiProperty({ example: '2026-01-12T10:00:00.000Z' })
  at!: string;

  @ApiProperty({ enum: ['in', 'out'], example: 'out' })
  direction!: 'in' | 'out';

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'case.closed.v1',
    description: 'What it would have told; null for the sender, who is not to hear it',
  })
  about!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'consent withdrawn', description: 'Why it was not told; null when it was' })
  withheld!: string | null;

  @ApiProperty({ example: '0b7cbe4e-8a0c-4d2b-9d0c-6a8f3c1e5b01' })
  correlationId!: string;
}

export class ExchangeList {
  @ApiProperty({ type: [ExchangeView] })
  items!: ExchangeView[];
}

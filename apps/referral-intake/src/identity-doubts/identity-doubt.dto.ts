import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const DOUBT_OUTCOMES = ['two-persons', 'one-person', 'number-wrong'] as const;
export type DoubtOutcome = (typeof DOUBT_OUTCOMES)[number];

export class SettleIdentityDoubtDto {
  @ApiProperty({
    enum: DOUBT_OUTCOMES,
    example: 'number-wrong',
    description: 'What somebody has found out; records are never merged by it',
  })
  @IsIn(DOUBT_OUTCOMES)
  outcome!: DoubtOutcome;
}

/** Two persons with one NHS number; who they are stands in their cases. */
export class IdentityDoubtView {
  @ApiProperty({ example: '3d1c8a70-6b2e-4f4d-8a55-7c9e0d1f2a21' })
  id!: string;

  @ApiProperty({ example: '7c9e6679-7425-40de-944b-e07fc1f90ae7', description: 'The referral that came later' })
  referralId!: string;

  @ApiProperty({ example: 'SP-4K7Q-9M2X' })
  reference!: string;

  @ApiProperty({ type: [String], example: ['SP-7H2M-3C9T'], description: 'Referrals of the other person to the same organisation' })
  otherReferences!: string[];

  @ApiProperty({ example: '2026-11-27T09:00:00.000Z' })
  foundAt!: string;
}

export class IdentityDoubtList {
  @ApiProperty({ type: [IdentityDoubtView] })
  items!: IdentityDoubtView[];
}

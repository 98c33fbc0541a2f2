import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class SchemeChangesDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  schemeId!: string;
}

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  referralId!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  referralId!: string;
}

export class CorrelationDto {
  @ApiProperty({ description: "The sender's X-Correlation-Id, or the one the hub gave its message", maxLength: 200 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  correlationId!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Text } from '#libs/platform';

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  referralId!: string;
}

export class CorrelationDto {
  @ApiProperty({ description: "The sender's X-Correlation-Id, or the one the hub gave its message", maxLength: 200 })
  @Text(200)
  correlationId!: string;
}

import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import { Text } from '#libs/platform';
import { URGENT_PARTS, type UrgentContact, type UrgentPart } from './urgent-message.rules';

export class UrgentContactDto implements UrgentContact {
  @ApiProperty({ enum: URGENT_PARTS, example: 'clinician' })
  @IsIn(URGENT_PARTS)
  part!: UrgentPart;

  @ApiProperty({ example: 'Dr Amina Rahman' })
  @Text(200)
  name!: string;

  @ApiPropertyOptional({ example: 'amina.rahman@practice.example' })
  @IsOptional()
  @IsEmail()
  @MaxLength(320)
  email?: string;

  @ApiPropertyOptional({ example: '07700 900456', description: 'A mobile number of the United Kingdom, for text messages' })
  @IsOptional()
  @Text(30)
  phone?: string;

  @ApiPropertyOptional({
    example: 'a83b1c2d-4e5f-4a6b-8c7d-9e0f1a2b3c22',
    description:
      'Of a clinician: the practice, by its organisation, for whose crises they are written to. Without it: for those sent to the scheme',
  })
  @IsOptional()
  @IsUUID('all')
  practiceId?: string;

  @ApiPropertyOptional({
    example: '9d7a1b4e-2f60-4f4b-8a3e-4f1e6c2b7d10',
    description: 'Of a supervisor: the worker they are. Concerns go to them where the scheme has named no safeguarding lead',
  })
  @IsOptional()
  @IsUUID('all')
  workerId?: string;
}

import { ApiProperty, ApiPropertyOptional, PartialType, PickType } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ORGANISATION_KINDS, type OrganisationKind } from '#libs/contracts';
import { CHARITY_NUMBER, ODS_CODE } from './organisation.rules';

/** An organisation that is to be tied to the hub. */
export class RegisterOrganisationRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'Made when absent; lower case' })
  @IsOptional()
  @IsUUID()
  id?: string;

  @ApiProperty({ example: 'Willow Street Surgery' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  @ApiProperty({ enum: ORGANISATION_KINDS, description: 'Decides which roles and scopes its people and systems may hold' })
  @IsIn(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  @ApiPropertyOptional({ example: 'A81001' })
  @IsOptional()
  @MaxLength(10)
  @Matches(ODS_CODE, { message: 'odsCode must have 3 to 10 capital letters and digits' })
  odsCode?: string;

  @ApiPropertyOptional({ example: '1234567' })
  @IsOptional()
  @MaxLength(10)
  @Matches(CHARITY_NUMBER, { message: 'charityNumber must be like 1234567, SC012345 or NIC100123' })
  charityNumber?: string;
}

/** What of it is to change. */
export class ChangeOrganisationRequest extends PartialType(
  PickType(RegisterOrganisationRequest, ['name', 'kind', 'odsCode', 'charityNumber'] as const),
) {}

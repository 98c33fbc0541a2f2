import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsEmail, IsObject, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { CORRECTED_FIELDS, type CorrectedField } from '#libs/contracts';
import { Codes, Day, Text } from '#libs/platform';
import { ReasonDto } from './records.dto';

const MOST_NAMES = 10;
const MOST_LINES = 6;

export class CorrectedNameDto {
  @ApiPropertyOptional({ example: 'Okafor' })
  @IsOptional()
  @Text(200)
  family?: string;

  @ApiProperty({ type: [String], example: ['Ruth', 'Ada'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @Text(100, { each: true })
  given!: string[];
}

export class CorrectedAddressDto {
  @ApiProperty({
    type: [String],
    example: ['2 Example Street', 'Exampleton'],
    description: 'From the house to the town, without the postcode',
  })
  @IsArray()
  @ArrayMaxSize(MOST_LINES)
  @Text(200, { each: true })
  lines!: string[];

  @ApiPropertyOptional({ example: 'ZZ99 3WZ' })
  @IsOptional()
  @Text(12)
  postcode?: string;
}

/** What may be taken away: a person always has a name. */
export const REMOVABLE_FIELDS = CORRECTED_FIELDS.filter((field) => field !== 'name');

/** What is given is corrected, and what is neither given nor removed stays. */
export class CorrectPersonDto extends ReasonDto {
  @ApiPropertyOptional({ type: CorrectedNameDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CorrectedNameDto)
  name?: CorrectedNameDto;

  @ApiPropertyOptional({ example: '1951-09-03' })
  @IsOptional()
  @Day()
  birthDate?: string;

  @ApiPropertyOptional({ example: '9000000033' })
  @IsOptional()
  @Text(10)
  @Matches(/^\d{10}$/)
  nhsNumber?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '07700 900124',
    description: 'In place of the one that is used now; others stay',
  })
  @IsOptional()
  @Text(60)
  phone?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'ruth.ada@example.org',
    description: 'In place of the one that is used now',
  })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @ApiPropertyOptional({ type: CorrectedAddressDto, description: 'In place of all addresses that are held' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CorrectedAddressDto)
  address?: CorrectedAddressDto;

  @ApiPropertyOptional({
    enum: REMOVABLE_FIELDS,
    isArray: true,
    example: ['email'],
    description: 'What is held and wrong, where nobody knows what is right',
  })
  @IsOptional()
  @Codes(REMOVABLE_FIELDS)
  remove?: CorrectedField[];
}

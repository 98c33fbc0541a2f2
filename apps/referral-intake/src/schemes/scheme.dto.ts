import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Text } from '#libs/platform';
import { NATIONS, type Nation } from './scheme.entity';

export class ServiceLevelsDto {
  @ApiProperty({ description: 'Working days until a case must have a link worker', example: 5 })
  @IsInt()
  @Min(1)
  @Max(365)
  allocateWithinWorkingDays!: number;

  @ApiProperty({ description: 'Working days from allocation to the first two-way contact', example: 10 })
  @IsInt()
  @Min(1)
  @Max(365)
  contactWithinWorkingDays!: number;

  @ApiProperty({ description: 'Working days a provider has to answer', example: 5 })
  @IsInt()
  @Min(1)
  @Max(365)
  respondWithinWorkingDays!: number;
}

export class EligibilityDto {
  @ApiProperty({ required: false, description: 'From this age on, in whole years', example: 65 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(120)
  minAge?: number;

  @ApiProperty({ required: false, description: 'Up to and with this age' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(120)
  maxAge?: number;
}

export class RegisterSchemeDto {
  @ApiProperty({ description: 'Chosen by the operator; made by the hub when absent', required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  id?: string;

  @ApiProperty({
    description: "The organisation that runs the scheme; the caller's own when absent. Only an operator may name another.",
    required: false,
    format: 'uuid',
  })
  @IsOptional()
  @IsUUID()
  organisationId?: string;

  @ApiProperty({ example: 'Riverside social prescribing' })
  @Text(200)
  name!: string;

  @ApiProperty({ enum: NATIONS, description: 'Whose bank holidays its clocks keep', default: 'england', required: false })
  @IsOptional()
  @IsIn(NATIONS)
  nation: Nation = 'england';

  @ApiProperty({ type: ServiceLevelsDto, required: false })
  @IsOptional()
  @ValidateNested()
  @Type(() => ServiceLevelsDto)
  serviceLevels: ServiceLevelsDto = Object.assign(new ServiceLevelsDto(), {
    allocateWithinWorkingDays: 5,
    contactWithinWorkingDays: 10,
    respondWithinWorkingDays: 5,
  });

  @ApiProperty({ type: EligibilityDto, required: false, description: 'Whom it is for; everybody when absent (CL-41)' })
  @IsOptional()
  @ValidateNested()
  @Type(() => EligibilityDto)
  eligibility: EligibilityDto = new EligibilityDto();

  @ApiProperty({ type: [String], required: false, description: 'The areas it covers, in its own words', example: ['Camden', 'Islington'] })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(60, { each: true })
  areas: string[] = [];
}

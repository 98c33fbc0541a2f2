import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Ids, Text } from '#libs/platform';

export class RegisterSenderDto {
  @ApiProperty({ description: "The sender's organisation", format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ example: 'Mill Lane Surgery' })
  @Text(200)
  name!: string;

  @ApiProperty({ example: 'A81001', required: false })
  @IsOptional()
  @MaxLength(10)
  @Matches(/^[A-Z0-9]{3,10}$/)
  odsCode?: string;

  @ApiProperty({ description: 'Clients of the identity service that act for it', example: ['mill-lane-emis'] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  clientIds!: string[];

  @ApiProperty({ description: 'Schemes it has an agreement with', type: [String] })
  @Ids(200)
  schemeIds!: string[];
}

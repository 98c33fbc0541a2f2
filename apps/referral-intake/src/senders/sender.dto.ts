import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

export class RegisterSenderDto {
  @ApiProperty({ description: "The sender's organisation", format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ example: 'Mill Lane Surgery' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  @ApiProperty({ example: 'A81001', required: false })
  @IsOptional()
  @Matches(/^[A-Z0-9]{3,10}$/)
  odsCode?: string;

  @ApiProperty({ description: 'Clients of the identity service that act for it', example: ['mill-lane-emis'] })
  @IsArray()
  @ArrayNotEmpty()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  clientIds!: string[];

  @ApiProperty({ description: 'Schemes it has an agreement with', type: [String] })
  @IsArray()
  @IsUUID('all', { each: true })
  schemeIds!: string[];
}

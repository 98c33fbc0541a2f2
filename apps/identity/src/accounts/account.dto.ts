import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, IsEmail, IsUUID, MaxLength } from 'class-validator';
import { ROLES, type Role } from '#libs/contracts';
import { Codes, Text } from '#libs/platform';

/** A person who is to sign in; they choose their password themselves. */
export class InviteRequest {
  @ApiProperty({ example: 'ana.lee@example.org' })
  @IsEmail()
  @MaxLength(254)
  email!: string;

  @ApiProperty({ example: 'Ana Lee' })
  @Text(200)
  name!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  @ArrayNotEmpty()
  @Codes(ROLES)
  roles!: Role[];
}

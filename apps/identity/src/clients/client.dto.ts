import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  Equals,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import type { JWK } from 'jose';
import { CLIENT_ID, isGrantableScope, isPublicKeySet } from './client.rules';

const IsPublicKeySet = () =>
  ValidateBy({
    name: 'isPublicKeySet',
    validator: {
      validate: isPublicKeySet,
      defaultMessage: () =>
        'jwks must hold 1 to 10 public EC P-256, EC P-384 or RSA (2048 bits or more) keys, each with a kid and no private part',
    },
  });

const IsGrantableScope = () =>
  ValidateBy(
    {
      name: 'isGrantableScope',
      validator: {
        validate: isGrantableScope,
        defaultMessage: () => 'each scope must be like system/Task.rs (letters in the order cruds) or hub/caseload.read',
      },
    },
    { each: true },
  );

/** A system to be registered: with its public keys, or with a secret that the hub makes and tells once. */
export class RegisterClientRequest {
  @ApiPropertyOptional({ description: 'Made when absent', example: 'willow-street-surgery' })
  @IsOptional()
  @MaxLength(100)
  @Matches(CLIENT_ID, { message: 'clientId must have 3 to 100 letters, digits, dots, hyphens or underscores' })
  clientId?: string;

  @ApiProperty({ example: 'Willow Street Surgery clinical system' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organisationId!: string;

  @ApiPropertyOptional({ description: 'JWK set with public keys: private_key_jwt' })
  @ValidateIf((request: RegisterClientRequest) => request.secret === undefined || request.jwks !== undefined)
  @IsPublicKeySet()
  jwks?: { keys: JWK[] };

  @ApiPropertyOptional({ description: 'true instead of jwks: client_secret_basic, for systems that cannot sign' })
  @ValidateIf((request: RegisterClientRequest) => request.secret !== undefined)
  @Equals(true, { message: 'secret must be true or absent: the hub makes it' })
  secret?: true;

  @ApiProperty({ example: ['system/Task.rs', 'hub/caseload.read'] })
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @MaxLength(100, { each: true })
  @IsGrantableScope()
  scopes!: string[];
}

/** New keys or a new secret for a system, as it has now. */
export class RotateClientRequest {
  @ApiPropertyOptional({ description: 'The new JWK set with public keys, of a client that has keys' })
  @ValidateIf((request: RotateClientRequest) => request.secret === undefined || request.jwks !== undefined)
  @IsPublicKeySet()
  jwks?: { keys: JWK[] };

  @ApiPropertyOptional({ description: 'true, of a client that has a secret: the hub makes the new one' })
  @ValidateIf((request: RotateClientRequest) => request.secret !== undefined)
  @Equals(true, { message: 'secret must be true or absent: the hub makes it' })
  secret?: true;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Until when the present keys or secret open too, 30 days at most; a day from now when absent, at once when past',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  previousUntil?: string;
}

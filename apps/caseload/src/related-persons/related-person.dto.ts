import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional, MaxLength } from 'class-validator';
import { RELATIONSHIPS, type Relationship } from '#libs/contracts';
import { Day, Text } from '#libs/platform';
import { AUTHORITIES, RELATED_CONTACT_RULES, type Authority, type RelatedContactRule } from './related-person.rules';

export class AddRelatedPersonDto {
  @ApiProperty({ example: 'Ngozi Okafor' })
  @Text(400)
  name!: string;

  @ApiProperty({ enum: RELATIONSHIPS, example: 'carer' })
  @IsIn(RELATIONSHIPS)
  relationship!: Relationship;

  @ApiPropertyOptional({ example: 'Daughter, lives with her' })
  @IsOptional()
  @Text(500)
  relationshipText?: string;

  @ApiPropertyOptional({ enum: AUTHORITIES, default: 'none', description: 'On what ground they speak or decide for the person' })
  @IsOptional()
  @IsIn(AUTHORITIES)
  authority: Authority = 'none';

  @ApiPropertyOptional({
    enum: RELATED_CONTACT_RULES,
    example: 'through-carer',
    description:
      'through-carer: the person is contacted through them only, and needs a phone or email here. Left out: nothing has been agreed',
  })
  @IsOptional()
  @IsIn(RELATED_CONTACT_RULES)
  contactRule?: RelatedContactRule;

  @ApiPropertyOptional({ example: '07700 900456' })
  @IsOptional()
  @Text(60)
  phone?: string;

  @ApiPropertyOptional({ example: 'ngozi@example.org' })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @ApiPropertyOptional({ example: 'Best after four in the afternoon.' })
  @IsOptional()
  @Text(2000)
  note?: string;

  @ApiPropertyOptional({ example: '2026-11-24', description: 'First day; left out: since ever' })
  @IsOptional()
  @Day()
  from?: string;

  @ApiPropertyOptional({ example: '2027-03-31', description: 'Last day; left out: until further notice' })
  @IsOptional()
  @Day()
  until?: string;
}

export class RelatedPersonView {
  @ApiProperty({ example: '4f8b2f0e-0d6e-4f7a-9a55-1f6f5a1d7c11' })
  id!: string;

  @ApiProperty({ example: 'Ngozi Okafor' })
  name!: string;

  @ApiProperty({ enum: RELATIONSHIPS, example: 'carer' })
  relationship!: Relationship;

  @ApiProperty({ type: String, nullable: true, example: 'Daughter, lives with her' })
  relationshipText!: string | null;

  @ApiProperty({ enum: AUTHORITIES, example: 'none' })
  authority!: Authority;

  @ApiProperty({ enum: RELATED_CONTACT_RULES, nullable: true, example: 'through-carer', description: 'Null: nothing has been agreed' })
  contactRule!: RelatedContactRule | null;

  @ApiProperty({ type: String, nullable: true, example: '07700 900456' })
  phone!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  note!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-11-24' })
  from!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  until!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null, description: 'From when on they no longer belong to the person' })
  endedAt!: string | null;

  @ApiProperty({ example: true, description: 'They came with the referral' })
  fromReferral!: boolean;
}

export class RelatedPersonList {
  @ApiProperty({ type: [RelatedPersonView] })
  items!: RelatedPersonView[];
}

import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Text } from '#libs/platform';
import { CONTACT_RULE_ACTS, CONTACT_RULES, type ContactRule, type ContactRuleAct } from './contact-rule.rules';

/** Why an act is right although the contact rule of its case stands; without it the act is then refused. */
export const DespiteContactRule = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      example: 'The practice has asked her: she wants to be rung at work.',
      description: 'Why it is right although the contact rule of the case stands (409 without it); recorded',
    }),
    IsOptional(),
    Text(1000),
  );

/** Something that was done although a contact rule stood. */
export class ContactRuleExceptionView {
  @ApiProperty({ enum: CONTACT_RULES, example: 'contacting-subject-prohibited' })
  rule!: ContactRule;

  @ApiProperty({ enum: CONTACT_RULE_ACTS, example: 'contact' })
  act!: ContactRuleAct;

  @ApiProperty({
    example: '8c4d2f6a-1b3e-4c5d-9e7f-0a1b2c3d4e5f',
    description: 'The contact, call-back, connection or link; of calls that recur, the case',
  })
  aboutId!: string;

  @ApiProperty({ example: 'The practice has asked her: she wants to be rung at work.' })
  reason!: string;

  @ApiProperty({ example: '2026-11-24T10:15:00.000Z' })
  at!: string;
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { Items } from './plan-fields.dto';
import { AssetDto, ExpectationDto, GoalDto, PlanActionDto, PlanConnectionDto, SelfCareDto, WhatMattersDto } from './plan-items.dto';
import type { ToldContent } from './told-content.rules';

/** The sections of a plan. Writing it whole (PUT) empties what is left out; changing it (PATCH) leaves that as it is. */
export class PlanContentDto implements ToldContent {
  @ApiPropertyOptional({ type: WhatMattersDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => WhatMattersDto)
  whatMatters?: WhatMattersDto;

  @ApiPropertyOptional({ type: [PlanConnectionDto], example: [{ notYetFound: { need: 'transport', reason: 'no-provider' } }] })
  @Items(() => PlanConnectionDto)
  connections?: PlanConnectionDto[];

  @ApiPropertyOptional({ type: [ExpectationDto], example: [] })
  @Items(() => ExpectationDto)
  expectations?: ExpectationDto[];

  @ApiPropertyOptional({ type: [SelfCareDto] })
  @Items(() => SelfCareDto)
  selfCare?: SelfCareDto[];

  @ApiPropertyOptional({ type: [AssetDto], example: [{ kind: 'hobby', text: 'fishing' }] })
  @Items(() => AssetDto)
  assets?: AssetDto[];

  @ApiPropertyOptional({ type: [GoalDto], example: [{ text: 'Sing in front of people once.' }] })
  @Items(() => GoalDto)
  goals?: GoalDto[];

  @ApiPropertyOptional({
    type: [PlanActionDto],
    example: [
      {
        method: { what: 'Phone the choir', byWhom: 'My link worker', howOften: 'Once' },
        expectedOutcome: 'I know when to go and who meets me.',
        dueOn: '2030-01-15',
      },
    ],
  })
  @Items(() => PlanActionDto)
  actions?: PlanActionDto[];
}

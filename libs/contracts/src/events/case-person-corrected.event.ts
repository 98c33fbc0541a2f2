import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { CORRECTED_FIELDS, type CorrectedField } from '../code-lists';
import { Event, Sealed } from '../event-contract';
import { TOPICS } from '../names';
import { Id, Instant } from './fields';
import { PersonCorrection } from './person-corrected.event';

/**
 * Published when caseload has corrected whom a case is about (GV-08). It stands behind every request for a connection that was made with what was
 * wrong, so that provider-gateway corrects those too, and tells the providers.
 */
@Event({ name: 'case.person-corrected.v1', topic: TOPICS.case, subject: 'referralId' })
export class CasePersonCorrected {
  @Id() referralId!: string;
  @Id() caseId!: string;
  /** The hub's own id of the person; cases from before it was told lack it. */
  @IsOptional() @Id() personId?: string;
  @IsArray() @IsIn(CORRECTED_FIELDS, { each: true }) fields!: CorrectedField[];
  @Instant() at!: string;
  @Sealed({ person: 'personId' }) @IsOptional() @ValidateNested() @Type(() => PersonCorrection) correction?: PersonCorrection;
}

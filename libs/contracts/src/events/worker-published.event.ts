import { Type } from 'class-transformer';
import { IsArray, IsIn, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { WORKER_ROLES, type WorkerRole } from '../code-lists';
import { Event } from '../event-contract';
import { TOPICS } from '../names';
import { Id } from './fields';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who employs a worker, for which host, for what part of full time, and from when to when. */
export class WorkerEmployment {
  @Id() employmentId!: string;
  @IsIn(WORKER_ROLES) role!: WorkerRole;
  /** As they are called locally, such as care navigator (CL-26). */
  @IsString() @MaxLength(200) title!: string;
  /** The organisation that pays them; may differ from the host (CL-27). */
  @Id() employerId!: string;
  /** The organisation on behalf of which they work, such as a primary care network. */
  @Id() hostId!: string;
  /** Whole-time equivalent: 1 is full time. */
  @IsNumber() @Min(0.01) @Max(1) wte!: number;
  /** The first day. */
  @Matches(DAY) validFrom!: string;
  /** The last day; absent while no end is known. */
  @IsOptional() @Matches(DAY) validUntil?: string;
}

/**
 * Published when a worker of a scheme is registered or their employments change, once for each of their schemes: the whole
 * state, so a consumer keeps the one with the highest sequence and ignores the rest. Names nobody.
 */
@Event({ name: 'worker.published.v1', topic: TOPICS.schemeFacts, subject: 'schemeId' })
export class WorkerPublished {
  @Id() schemeId!: string;
  @Id() organisationId!: string;
  @Id() workerId!: string;
  /** SHA-256, in hex, of the `sub` of their tokens; absent for a worker without an account. */
  @IsOptional() @Matches(/^[0-9a-f]{64}$/) account?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => WorkerEmployment) employments!: WorkerEmployment[];
}

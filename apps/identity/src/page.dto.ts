import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { Principal } from '#libs/platform';

export const DEFAULT_LIMIT = 50;

/** Which page of a list. */
export class PageRequest {
  @ApiPropertyOptional({ default: DEFAULT_LIMIT, maximum: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: "The last page's nextCursor" })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Of `limit + 1` rows the page, and the cursor of the next one when there is one. */
export function pageOf<T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}

/** Whose records a caller sees: operators all (undefined), others their organisation's. A token without one sees none: no row carries the nil UUID. */
export function visibleOrganisationOf(caller: Principal): string | undefined {
  if (caller.roles.includes('operator')) return undefined;
  return caller.organisationId ?? '00000000-0000-0000-0000-000000000000';
}

import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { isUUID } from 'class-validator';
import { NotYetKnownError } from '#libs/contracts';
import { smallestReleased, Transaction } from '#libs/platform';
import { SchemeCopy } from './scheme-copy.entity';
import { SchemeSettings } from './scheme-settings.dto';
import { SchemeSettingsRow } from './scheme-settings.entity';

@Injectable()
export class SchemeRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The scheme's topic may be behind the referral's: what needs it waits. */
  async get(schemeId: string): Promise<SchemeCopy> {
    const found = await this.transaction.reader.findOneBy(SchemeCopy, { schemeId });
    if (!found) throw new NotYetKnownError(`Scheme ${schemeId}`);
    return found;
  }

  /** What the scheme has set for itself, with the defaults for the rest. */
  async settings(schemeId: string): Promise<SchemeSettings> {
    const found = await this.transaction.reader.findOneBy(SchemeSettingsRow, { schemeId });
    return plainToInstance(SchemeSettings, found?.settings ?? {}, { exposeDefaultValues: true });
  }

  /** The schemes that the organisation runs, as far as is known here; of them only that one, if it is named. */
  async idsOf(organisationId: string, schemeId?: string): Promise<string[]> {
    const schemes = await this.transaction.reader.findBy(SchemeCopy, { organisationId, ...(schemeId === undefined ? {} : { schemeId }) });
    return schemes.map((scheme) => scheme.schemeId);
  }

  /** How many people a scheme's reports count together at least. One that was set to fewer before eight was the least counts as eight. */
  async smallestReleased(schemeId: string): Promise<number> {
    return smallestReleased((await this.settings(schemeId)).smallNumbersBelow);
  }

  async set(schemeId: string, settings: SchemeSettings): Promise<void> {
    await this.transaction.query(
      `INSERT INTO scheme_settings (scheme_id, settings) VALUES ($1, $2) ON CONFLICT (scheme_id) DO UPDATE SET settings = excluded.settings`,
      [schemeId, JSON.stringify(settings)],
    );
  }

  /** True when the organisation runs the scheme, as far as is known here. */
  async isOf(schemeId: string, organisationId: string): Promise<boolean> {
    return isUUID(schemeId) && (await this.transaction.reader.existsBy(SchemeCopy, { schemeId, organisationId }));
  }

  /** Those of `schemeIds` that the organisation does not run, as far as is known here. */
  async foreign(schemeIds: readonly string[], organisationId: string): Promise<string[]> {
    const rows = await this.transaction.read<{ id: string }>(
      `SELECT id FROM unnest($1::uuid[]) AS told (id)
       WHERE NOT EXISTS (SELECT 1 FROM scheme_copy s WHERE s.scheme_id = told.id AND s.organisation_id = $2)`,
      [schemeIds, organisationId],
    );
    return rows.map(({ id }) => id);
  }

  /** Keeps the state with the highest sequence, whatever order they arrive in. */
  async keep(copy: SchemeCopy): Promise<void> {
    await this.transaction.query(
      `INSERT INTO scheme_copy (scheme_id, organisation_id, name, nation, allocate_within_working_days, contact_within_working_days, respond_within_working_days, sequence, min_age, max_age, areas,
         longest_allocate_within, longest_contact_within, longest_respond_within)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $5, $6, $7)
       ON CONFLICT (scheme_id) DO UPDATE SET organisation_id = excluded.organisation_id, name = excluded.name, nation = excluded.nation,
         allocate_within_working_days = excluded.allocate_within_working_days,
         contact_within_working_days = excluded.contact_within_working_days,
         respond_within_working_days = excluded.respond_within_working_days, sequence = excluded.sequence,
         min_age = excluded.min_age, max_age = excluded.max_age, areas = excluded.areas,
         longest_allocate_within = greatest(scheme_copy.longest_allocate_within, excluded.longest_allocate_within),
         longest_contact_within = greatest(scheme_copy.longest_contact_within, excluded.longest_contact_within),
         longest_respond_within = greatest(scheme_copy.longest_respond_within, excluded.longest_respond_within)
       WHERE scheme_copy.sequence < excluded.sequence`,
      [
        copy.schemeId,
        copy.organisationId,
        copy.name,
        copy.nation,
        copy.allocateWithin,
        copy.contactWithin,
        copy.respondWithin,
        copy.sequence,
        copy.minAge,
        copy.maxAge,
        copy.areas,
      ],
    );
  }
}

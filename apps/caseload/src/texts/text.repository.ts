import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import type { TextKey } from './english.rules';
import { DEFAULTS, filled, type Language, type Say } from './text.rules';
import { TextOverride } from './text-override.entity';

@Injectable()
export class TextRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The catalogue in one language: the organisation's own words where it has any, else those that are shipped. */
  async in(language: Language, organisationId: string | null): Promise<Say> {
    const own = organisationId === null ? [] : await this.transaction.reader.findBy(TextOverride, { organisationId, language });
    const words: Partial<Record<TextKey, string>> = Object.fromEntries(own.map(({ key, text }) => [key, text]));
    return (key, values = {}) => filled(words[key] ?? DEFAULTS[language][key], values);
  }

  ofOrganisation(organisationId: string): Promise<TextOverride[]> {
    return this.transaction.reader.findBy(TextOverride, { organisationId });
  }

  async keep(override: TextOverride): Promise<void> {
    await this.transaction.manager.upsert(TextOverride, override, ['organisationId', 'key', 'language']);
  }

  /** The shipped text counts again. */
  async forget(place: Pick<TextOverride, 'organisationId' | 'key' | 'language'>): Promise<void> {
    await this.transaction.manager.delete(TextOverride, place);
  }
}

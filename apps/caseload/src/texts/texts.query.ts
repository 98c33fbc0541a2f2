import { Injectable } from '@nestjs/common';
import type { Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import type { TextView } from './text.dto';
import { allowedGapsOf, DEFAULTS, LANGUAGES, TEXT_KEYS } from './text.rules';
import { TextRepository } from './text.repository';

/** The catalogue as the caller's organisation says it. */
@Injectable()
export class TextsQuery {
  constructor(
    private readonly texts: TextRepository,
    private readonly reach: ReachQuery,
  ) {}

  async all(caller: Principal): Promise<TextView[]> {
    const { organisationId } = await this.reach.of(caller);
    const own = new Map((await this.texts.ofOrganisation(organisationId)).map((each) => [`${each.key}/${each.language}`, each.text]));
    return TEXT_KEYS.flatMap((key) =>
      LANGUAGES.map((language) => {
        const [shipped, changed] = [DEFAULTS[language][key], own.get(`${key}/${language}`)];
        return { key, language, text: changed ?? shipped, shipped, isChanged: changed !== undefined, placeholders: allowedGapsOf(key) };
      }),
    );
  }
}

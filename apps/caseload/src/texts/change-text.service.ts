import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#libs/contracts';
import { AuditService, Transaction, type Principal } from '#libs/platform';
import { ReachQuery } from '../workers/reach.query';
import { isLanguage, isTextKey, problemsOfText } from './text.rules';
import { TextRepository } from './text.repository';
import { TextOverride } from './text-override.entity';
import { TextRefusedError } from './text.errors';

/** Puts an organisation's own words in the place of a text, or the shipped ones back. It counts from the next message on. */
@Injectable()
export class ChangeTextService {
  constructor(
    private readonly transaction: Transaction,
    private readonly texts: TextRepository,
    private readonly reach: ReachQuery,
    private readonly audit: AuditService,
  ) {}

  /** `text` null: the shipped one counts again. Texts of another name or language do not exist (404). */
  async execute(key: string, language: string, text: string | null, by: Principal, now: Date): Promise<void> {
    if (!isTextKey(key) || !isLanguage(language)) throw new NotFoundError('text');
    const problems = text === null ? [] : problemsOfText(key, text);
    if (problems.length > 0) throw new TextRefusedError('The text cannot be used like this; each problem is listed.', problems);
    const { organisationId } = await this.reach.of(by);
    const place = { organisationId, key, language };
    await this.transaction.run(async () => {
      if (text === null) await this.texts.forget(place);
      else await this.texts.keep(Object.assign(new TextOverride(), { ...place, text, changedAt: now, changedBy: by.subject }));
      await this.audit.record({ by, action: text === null ? 'reset' : 'change', entity: 'text', entityId: `${key}/${language}` });
    });
  }
}

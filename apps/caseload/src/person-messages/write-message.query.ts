import { Injectable } from '@nestjs/common';
import { Transaction } from '#libs/platform';
import { Case } from '../cases/case.entity';
import { MyKeys } from '../my/my-keys.client';
import { MyLink } from '../my/my-link.entity';
import type { TextValues } from '../texts/text.rules';
import { TextRepository } from '../texts/text.repository';
import type { PersonMessage } from './person-message.entity';
import { addressOf, type WhySkipped } from './person-message.rules';
import { dayIn, nextInWords, timeOf } from './person-words.rules';
import { RouteQuery } from './route.query';

/** A message in words, or why it is not to be sent: the person no longer wants it, or it can never be. */
export type Written =
  | { readonly to: string; readonly subject: string; readonly text: string; readonly relatedPersonId: string | null }
  | { readonly skipped: WhySkipped }
  | { readonly refused: 'link-void' };

const NAMES = `SELECT scheme.name AS scheme, worker.name AS worker FROM scheme_copy scheme LEFT JOIN worker ON worker.id = $2 WHERE scheme_id = $1`;

/** Puts a message into words, from what is on record when it is sent. */
@Injectable()
export class WriteMessageQuery {
  constructor(
    private readonly transaction: Transaction,
    private readonly texts: TextRepository,
    private readonly routes: RouteQuery,
    private readonly keys: MyKeys,
  ) {}

  async write(message: PersonMessage, now: Date): Promise<Written> {
    const { caseId, template, channel, language, data } = message;
    const found = await this.transaction.reader.findOneBy(Case, { id: caseId });
    if (!found?.person || !channel) return { skipped: 'no-address' };
    const { route, recipient, relatedPersonId } = await this.routes.of(found, message, now);
    if ('skipped' in route) return route;
    const to = addressOf(recipient, channel);
    if (!to) return { skipped: 'no-address' };
    const say = await this.texts.in(language, found.organisationId);
    const [names] = await this.transaction.read<{ scheme: string; worker: string | null }>(NAMES, [found.schemeId, found.workerId]);
    const { scheme = '', worker = null } = names ?? {};
    const secrets = await this.secretsOf(data);
    if (secrets === null) return { refused: 'link-void' };
    const values = {
      ...{ person: found.person.name.text, worker: worker ?? say('our-team'), scheme, reference: found.reference },
      ...(template === 'link-worker-named' || template === 'what-happens-next'
        ? { next: nextInWords(found, say, language, worker, now) }
        : {}),
      ...timesOf(data, (at) => dayIn(language, at)),
      ...(data.service === undefined ? {} : { service: data.service }),
      ...secrets,
    };
    return { to, relatedPersonId, subject: say(`${template}.subject`, values), text: say(`${template}.text`, values) };
  }

  /** The link or code that the message carries, made again from its id; null when it no longer opens anything. */
  private async secretsOf({ linkId, codeId }: PersonMessage['data']): Promise<TextValues | null> {
    if (codeId !== undefined) return { code: this.keys.codeOf(codeId) };
    if (linkId === undefined) return {};
    const found = await this.transaction.reader.findOneBy(MyLink, { id: linkId });
    const link = found?.revokedAt === null ? this.keys.addressOf(linkId, found.tokenHash) : null;
    return link === null ? null : { link };
  }
}

function timesOf({ from, to, at }: PersonMessage['data'], day: (at: string) => string): TextValues {
  if (at !== undefined) return { day: day(at) };
  if (from === undefined || to === undefined) return {};
  return { day: day(from), from: timeOf(from), to: timeOf(to) };
}

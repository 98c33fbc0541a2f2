import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { dayIn } from '../person-messages/person-words.rules';
import { isLanguage, type Language, type Say } from '../texts/text.rules';
import { TextRepository } from '../texts/text.repository';
import { codeHtml, goneHtml, myHtml, type Frame } from './my-html.view';
import { MyPageQuery } from './my-page.query';
import { MyVisitQuery } from './my-visit.query';

/** What an address of the page asks for beside its token: the language, and what has just been done. */
export interface MyAddress {
  readonly lang?: string;
  readonly done?: string;
}

/** A page and the status of its answer. */
export interface MyAnswer {
  readonly status: 200 | 403 | 404;
  readonly html: string;
}

/** Shows whoever follows a link what they may see: the page, the form for the code, or that the link does not work. */
@Injectable()
export class ShowMyPageService {
  constructor(
    private readonly visits: MyVisitQuery,
    private readonly pages: MyPageQuery,
    private readonly texts: TextRepository,
    private readonly clock: Clock,
  ) {}

  async execute(token: string, secret: string | undefined, { lang, done }: MyAddress): Promise<MyAnswer> {
    const wanted = isLanguage(lang) ? lang : null;
    const visit = await this.visits.of(token, secret);
    if (!visit) return this.gone(wanted ?? 'en');
    const { language, say } = await this.pages.wordsFor(visit.caseId, wanted);
    const frame: Frame = { say, language, path: `/my/${token}`, notice: noticeOf(done, say, language) };
    if (!visit.isOpen) return { status: done === 'failed' ? 403 : 200, html: codeHtml(frame) };
    return { status: 200, html: myHtml(frame, await this.pages.read(visit, language, say, this.clock.now())) };
  }

  // Its address is not repeated: what does not work is not linked to.
  private async gone(language: Language): Promise<MyAnswer> {
    return { status: 404, html: goneHtml({ say: await this.texts.in(language, null), language, path: '' }) };
  }
}

function noticeOf(done: string | undefined, say: Say, language: Language): string | undefined {
  if (done === 'saved') return say('my.saved');
  if (done === 'sent') return say('my.code.sent');
  if (done === 'failed') return say('my.code.failed');
  const [, told] = /^told-(\d{4}-\d{2}-\d{2})$/.exec(done ?? '') ?? [];
  return told === undefined ? undefined : say('my.wrong.thanks', { by: dayIn(language, `${told}T12:00:00Z`) });
}

import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/platform';
import { localDateOf } from '../clocks/working-days.rules';
import { isLanguage } from '../texts/text.rules';
import { ChangeMyChoicesService } from './change-my-choices.service';
import { cookieFor, noCookie } from './my-cookie.rules';
import { MyGateService } from './my-gate.service';
import { reportOf } from './my-report.rules';
import { MyVisitQuery, type MyVisit } from './my-visit.query';
import { ReportWrongService } from './report-wrong.service';

/** The fields of a form as they came. */
export type MyForm = Readonly<Record<string, unknown>>;

/** Where the browser goes next, and what it keeps. */
export interface MyMove {
  readonly location: string;
  readonly cookie?: string;
}

/** Carries out a form of the person's own page. Without the code nothing but asking for one and giving it is possible. */
@Injectable()
export class ActOnMyPageService {
  constructor(
    private readonly visits: MyVisitQuery,
    private readonly gate: MyGateService,
    private readonly choices: ChangeMyChoicesService,
    private readonly reportWrong: ReportWrongService,
    private readonly clock: Clock,
  ) {}

  async execute(token: string, secret: string | undefined, act: string, form: MyForm): Promise<MyMove> {
    const back = (done?: string): string => addressOf(token, form.lang, done);
    const visit = await this.visits.of(token, secret);
    if (!visit) return { location: back() };
    if (act === 'code-message') {
      await this.gate.sendCode(visit, this.clock.now());
      return { location: back('sent') };
    }
    if (act === 'code') {
      const opened = await this.gate.open(visit, form.code, this.clock.now());
      return opened === null ? { location: back('failed') } : { location: back(), cookie: cookieFor(opened, this.gate.isSecure) };
    }
    if (!visit.isOpen || secret === undefined) return { location: back() };
    if (act === 'leave') {
      await this.gate.leave(secret);
      return { location: back(), cookie: noCookie(this.gate.isSecure) };
    }
    return { location: back(await this.do(visit, act, form)) };
  }

  private async do(visit: MyVisit, act: string, form: MyForm): Promise<string | undefined> {
    if (act === 'wrong') return `told-${localDateOf(await this.reportWrong.execute(visit, reportOf(form), this.clock.now()))}`;
    const isDone = (act === 'consents' || act === 'messages') && (await this.choices.execute(visit, act, form, this.clock.now()));
    return isDone ? 'saved' : undefined;
  }
}

function addressOf(token: string, lang: unknown, done: string | undefined): string {
  const query = new URLSearchParams({ ...(isLanguage(lang) ? { lang } : {}), ...(done === undefined ? {} : { done }) });
  return `/my/${encodeURIComponent(token)}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

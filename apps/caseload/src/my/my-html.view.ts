import { escapeHtml } from '#libs/platform';
import { createHash } from 'node:crypto';
import type { ConsentState } from '../consents/consent.rules';
import { PREFERRED_CHANNELS } from '../person-messages/person-message.rules';
import { sectionsOf } from '../plans/html-document.view';
import type { TextKey } from '../texts/english.rules';
import type { Language, Say } from '../texts/text.rules';
import type { MyPage } from './my-page.view';
import { REPORT_KINDS } from './my-report.rules';

// Large letters and targets for a thumb, no colour that alone means something; it reads well on the smallest telephone.
const STYLE = `
*{box-sizing:border-box}body{margin:0;background:#f0f4f5;color:#212b32;font:1.125rem/1.55 Arial,sans-serif}
header{background:#005eb8;color:#fff;padding:.75rem 1rem}header div{max-width:40rem;margin:0 auto;display:flex;justify-content:space-between;gap:1rem;align-items:center}
header b{font-size:1.15rem}header a{color:#fff;padding:.6rem 0}main{max-width:40rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0 1rem}h2{font-size:1.35rem;line-height:1.25;margin:0 0 .75rem}h3{font-size:1.15rem;margin:1.25rem 0 .4rem}
h4{font-size:1.05rem;margin:1rem 0 .3rem}p,ul,dl{margin:0 0 .75rem}ul{padding-left:1.25rem}li{margin:0 0 .5rem}dt{font-weight:700}dd{margin:0 0 .6rem}
p,li,dd{overflow-wrap:anywhere}.card{background:#fff;border:1px solid #d8dde0;border-radius:4px;padding:1rem;margin:0 0 1rem}
.next{border-left:.5rem solid #007f3b}.next p,.lead{font-size:1.25rem}.note{border-left:.5rem solid #005eb8}.urgent{border-left:.5rem solid #d5281b}
button{font:inherit;font-weight:700;min-height:3rem;padding:.6rem 1.1rem;border:0;border-radius:4px;background:#007f3b;color:#fff;cursor:pointer}
button.quiet{background:#fff;color:#212b32;border:2px solid #4c6272}input[type=text],textarea{font:inherit;width:100%;padding:.6rem;border:2px solid #4c6272;border-radius:0;background:#fff;color:#212b32}
input.code{max-width:12rem;font-size:1.5rem;letter-spacing:.2rem}label.choice{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}input[type=radio]{width:1.5rem;height:1.5rem;flex:none;margin:0}
div.card>p:last-child,section.card>p:last-child,aside.card>p:last-child{margin-bottom:0}.hid{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
fieldset{border:0;margin:0 0 .75rem;padding:0}legend,label{font-weight:400;padding:0}label.over{display:block;margin:0 0 .25rem;font-weight:700}
.consent{border-top:1px solid #d8dde0;padding:.75rem 0}.consent p{margin:0 0 .5rem}.choices{display:flex;flex-wrap:wrap;gap:.75rem}form{margin:0}
a:focus,button:focus,input:focus,textarea:focus,[tabindex]:focus{outline:4px solid #ffeb3b;outline-offset:0;box-shadow:0 0 0 6px #212b32}
@media print{header a,form{display:none}body{background:#fff}}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the page's own style is loaded or run, its forms come back here, and no copy is kept on the way. */
export const MY_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** What every page of one visit needs: the words and the path, without the language. */
export interface Frame {
  readonly say: Say;
  readonly language: Language;
  readonly path: string;
  /** What has just happened, to be told at the top. */
  readonly notice?: string | undefined;
}

/** The one page for every link that does not work, whatever the reason. */
export function goneHtml(frame: Frame): string {
  return pageOf(frame, frame.say('my.gone'), card(`<p>${escapeHtml(frame.say('my.gone.why'))}</p>`));
}

/** Asks for the one-time code. */
export function codeHtml(frame: Frame): string {
  const { say } = frame;
  const send = formOf(frame, 'code-message', `<button class="quiet">${escapeHtml(say('my.code.send'))}</button>`);
  const enter = formOf(
    frame,
    'code',
    `<p><label class="over" for="code">${escapeHtml(say('my.code.enter'))}</label>
<input class="code" type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required></p>
<button>${escapeHtml(say('my.code.go'))}</button>`,
  );
  return pageOf(frame, say('my.code'), `${card(`<p>${escapeHtml(say('my.code.why'))}</p>${send}`)}${card(enter)}`);
}

/** The page itself. */
export function myHtml(frame: Frame, page: MyPage): string {
  const { say } = frame;
  const hello = page.personName === null ? '' : `<p class="lead">${escapeHtml(say('my.hello', { person: page.personName }))}</p>`;
  const facts = `<dl><dt>${escapeHtml(say('my.worker'))}</dt><dd>${escapeHtml(page.workerName ?? say('my.no-worker'))}</dd>
<dt>${escapeHtml(say('my.reference'))}</dt><dd>${escapeHtml(page.reference)}</dd></dl>`;
  const services = page.services.map(
    ({ name, provider, state }) => `<li><b>${escapeHtml(name)}</b>, ${escapeHtml(provider)}. ${escapeHtml(state)}</li>`,
  );
  const plan = page.plan
    ? `<div lang="${page.plan.lang}">${sectionsOf(page.plan.sections, 3)}</div>`
    : `<p>${escapeHtml(say('my.no-plan'))}</p>`;
  const young = page.agreesAlone ? '' : `<p>${escapeHtml(say('my.consent.young'))}</p>`;
  const body = [
    hello,
    section(say('my.where'), `<p>${escapeHtml(page.status)}</p>${facts}`),
    section(say('my.next'), `<p>${escapeHtml(page.next)}</p>`, 'next'),
    section(say('my.services'), services.length > 0 ? `<ul>${services.join('')}</ul>` : `<p>${escapeHtml(say('my.no-services'))}</p>`),
    section(say('my.plan'), plan),
    section(say('my.wrong'), wrongForm(frame)),
    section(
      say('my.consents'),
      `<p>${escapeHtml(say('my.consents.why'))}</p>${young}${page.consents.map((each) => consentForm(frame, each, page.agreesAlone)).join('')}`,
    ),
    section(say('my.messages'), messagesForm(frame, page)),
    `<aside class="card urgent"><p>${escapeHtml(say('my.urgent'))}</p></aside>`,
    formOf(frame, 'leave', `<button class="quiet">${escapeHtml(say('my.leave'))}</button>`),
  ];
  return pageOf(frame, say('my.title'), body.join('\n'));
}

function wrongForm(frame: Frame): string {
  const { say } = frame;
  const kinds = REPORT_KINDS.map((kind) => choice('kind', kind, say(`my.wrong.${kind}`), false));
  return formOf(
    frame,
    'wrong',
    `<fieldset><legend>${escapeHtml(say('my.wrong.why'))}</legend>${kinds.join('')}</fieldset>
<p><label class="over" for="words">${escapeHtml(say('my.wrong.words'))}</label><textarea id="words" name="words" rows="4" maxlength="2000"></textarea></p>
<button>${escapeHtml(say('my.wrong.send'))}</button>`,
  );
}

const CONSENT_WORDS: Readonly<Record<ConsentState, TextKey>> = {
  given: 'my.consent.on',
  refused: 'my.consent.off',
  withdrawn: 'my.consent.off',
  assumed: 'my.consent.assumed',
  'not-asked': 'my.consent.unknown',
};

function consentForm(frame: Frame, { purpose, state }: MyPage['consents'][number], agreesAlone: boolean): string {
  const { say } = frame;
  const id = `consent-${purpose}`;
  const choose = (holds: boolean, text: TextKey): string =>
    formOf(
      frame,
      'consents',
      `<input type="hidden" name="purpose" value="${purpose}"><input type="hidden" name="holds" value="${String(holds)}">
<button class="quiet" aria-describedby="${id}">${escapeHtml(say(text))}</button>`,
    );
  const yes = state !== 'given' && agreesAlone ? choose(true, 'my.consent.agree') : '';
  const no =
    state === 'refused' || state === 'withdrawn' ? '' : choose(false, state === 'not-asked' ? 'my.consent.refuse' : 'my.consent.withdraw');
  const stands = `<p id="${id}">${escapeHtml(say(`my.consent.${purpose}`))}: <b>${escapeHtml(say(CONSENT_WORDS[state]))}</b></p>`;
  return `<div class="consent">${stands}<div class="choices">${yes}${no}</div></div>`;
}

function messagesForm(frame: Frame, { channel }: MyPage): string {
  const { say } = frame;
  const choices = PREFERRED_CHANNELS.map((each) => choice('channel', each, say(`my.messages.${each}`), each === channel));
  const legend = `<legend class="hid">${escapeHtml(say('my.messages'))}</legend>`;
  return formOf(
    frame,
    'messages',
    `<fieldset>${legend}${choices.join('')}</fieldset><button class="quiet">${escapeHtml(say('my.save'))}</button>`,
  );
}

function choice(name: string, value: string, label: string, checked: boolean): string {
  return `<label class="choice"><input type="radio" name="${name}" value="${value}" required${checked ? ' checked' : ''}> ${escapeHtml(label)}</label>`;
}

function formOf({ path, language }: Frame, act: string, body: string): string {
  return `<form method="post" action="${escapeHtml(path)}/${act}"><input type="hidden" name="lang" value="${language}">${body}</form>`;
}

function section(heading: string, body: string, kind = ''): string {
  return `<section class="card ${kind}"><h2>${escapeHtml(heading)}</h2>${body}</section>`;
}

function card(body: string): string {
  return `<div class="card">${body}</div>`;
}

function pageOf({ say, language, path, notice }: Frame, title: string, body: string): string {
  const other = language === 'en' ? 'cy' : 'en';
  const told = notice === undefined ? '' : `<div class="card note" role="status"><p>${escapeHtml(notice)}</p></div>`;
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><header><div><b>${escapeHtml(say('my.title'))}</b><a href="${escapeHtml(path)}?lang=${other}" lang="${other}" hreflang="${other}">${escapeHtml(say('my.other-language'))}</a></div></header>
<main><h1>${escapeHtml(title)}</h1>${told}
${body}</main></body>
</html>
`;
}

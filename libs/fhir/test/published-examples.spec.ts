import type { OperationOutcome } from '@medplum/fhirtypes';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IssueCode, operationOutcome, readReferralTransaction, validateResource } from '#libs/fhir';

const ROOT = join(__dirname, '../../..');
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('docs/examples/referral.json', () => {
  it('is a referral as this hub takes it', async () => {
    const { entries, task } = await readReferralTransaction(read(join(ROOT, 'docs/examples/referral.json')));
    expect(entries.map(({ resource }) => resource.resourceType)).toEqual(['Patient', 'ServiceRequest', 'Task']);
    expect(task?.resource).toMatchObject({ status: 'requested', owner: { reference: 'Organization/hub' } });
  });
});

const PUBLISHED = join(ROOT, '../shared/fixtures');
const GRAVITY = join(PUBLISHED, 'gravity-sdohcc');
const BARS = join(PUBLISHED, 'bars/operation_outcome_rec');
const isThere = existsSync(GRAVITY) && existsSync(BARS);
if (!isThere) process.stderr.write('Skipped: the published Gravity and BaRS examples are not on this machine.\n');
const filesOf = (folder: string): string[] => (isThere ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []);

/** What is wrong with published examples themselves. */
const FAULTY: Readonly<Record<string, { code: string; expression: string }[]>> = {
  '500-REC_SERVER_ERROR-too-costly.json': [{ code: 'value', expression: 'OperationOutcome.issue[0].code' }],
};
/** Issue codes of BaRS examples that we answer otherwise, by our own table of status and code. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '400-REC_BAD_REQUEST-not-supported.json': 'invalid',
  '401-REC_UNAUTHORIZED-forbidden.json': 'login',
  '403-REC_FORBIDDEN-security.json': 'forbidden',
  '422-REC_UNPROCESSABLE_ENTITY-too-costly.json': 'business-rule',
  '500-REC_SERVER_ERROR-no-store.json': 'exception',
  '500-REC_SERVER_ERROR-too-costly.json': 'exception',
  '500-REC_SERVER_ERROR-transient.json': 'exception',
};

const whereThere = isThere ? describe : (_title: string, _cases: () => void): void => undefined;
whereThere('published examples', () => {
  it.each([...filesOf(GRAVITY).map((file) => [file, join(GRAVITY, file)]), ...filesOf(BARS).map((file) => [file, join(BARS, file)])])(
    'validates %s as it deserves',
    (file, path) => {
      const found = validateResource(read(path)).map(({ code, expression }) => ({ code, expression }));
      expect(found).toEqual(FAULTY[file] ?? []);
    },
  );

  it.each(filesOf(BARS))('answers with the http-error-code of %s when the status is the same', (file) => {
    const theirs = read(join(BARS, file)) as OperationOutcome;
    const issue = theirs.issue[0];
    const ours = operationOutcome({ status: Number(file.slice(0, 3)), issues: [{ code: issue?.code as IssueCode, diagnostics: 'x' }] })
      .issue[0];
    expect(ours?.details?.coding?.[0]).toEqual(issue?.details?.coding?.[0]);
    expect(ours?.code).toBe(OTHERWISE[file] ?? issue?.code);
  });
});

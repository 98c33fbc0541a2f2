import { randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import { Intake, referral } from './intake';

const NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const UNCONDITIONAL = (bundle: { entry?: { request?: { ifNoneExist?: string } }[] }): void => {
  delete bundle.entry?.[0]?.request?.ifNoneExist;
};

describe('Who a referral is about', () => {
  let intake: Intake;

  beforeAll(async () => {
    intake = await Intake.start();
  });

  afterAll(() => intake.close());

  const supervisorOf = (organisation: string): Promise<string> =>
    intake.issuer.token({ kind: 'person', organisation, roles: ['supervisor'] });

  /** Sends a referral; the ids of its Patient and of the person. */
  async function send(
    number: string,
    name: object,
    birthDate: string,
    { isConditional = false, clientId = 'practice' } = {},
  ): Promise<{ patient: string; person: string; reference: string }> {
    const body = referral((bundle, { patient }: { patient: Patient }) => {
      Object.assign(patient, { identifier: [{ system: NUMBER_SYSTEM, value: number }], name: [name], birthDate });
      if (!isConditional) UNCONDITIONAL(bundle);
      else Object.assign(bundle.entry?.[0]?.request ?? {}, { ifNoneExist: `identifier=${NUMBER_SYSTEM}|${number}` });
    });
    const sent = await intake.fhir('POST', '', { body, token: await intake.token({ clientId }) });
    expect(sent.status).toBe(200);
    const [patient = ''] = (sent.body.entry ?? []).flatMap(({ response }) => /^Patient\/([^/]+)/.exec(response?.location ?? '')?.[1] ?? []);
    const [row] = (
      await intake.tables.query<{ person: string; reference: string }>(
        `SELECT r.person_id AS person, r.reference FROM referral r WHERE r.patient_id = $1 ORDER BY r.received_at DESC, r.version LIMIT 1`,
        [patient],
      )
    ).rows;
    return { patient, person: row?.person ?? '', reference: row?.reference ?? '' };
  }

  const doubts = async (): Promise<{ id: string; reference: string; otherReferences: string[] }[]> =>
    (await intake.get('identity-doubts', await supervisorOf(intake.organisation))).body.items as never;

  it.each([false, true])(
    'the same NHS number with another surname or birth date is another person, and somebody must look at it (condition on the number: %s)',
    async (isConditional) => {
      const number = isConditional ? '9434765919' : '9449305552';
      const alpha = await send(number, { family: 'Alpha', given: ['Ann'] }, '1951-03-09', { isConditional });
      const beta = await send(number, { family: 'Beta', given: ['Ben'] }, '1951-03-09', { isConditional });
      const later = await send(number, { family: 'Alpha', given: ['Ann'] }, '1960-03-09', { isConditional });
      expect(new Set([alpha.person, beta.person, later.person]).size).toBe(3);
      expect(new Set([alpha.patient, beta.patient, later.patient]).size).toBe(3);
      const read = (await intake.fhir('GET', `/Patient/${alpha.patient}`)).body as unknown as Patient;
      expect([read.name?.[0]?.family, read.meta?.versionId]).toEqual(['Alpha', '1']);

      const waiting = (await doubts()).filter(({ reference }) => reference === beta.reference);
      expect(waiting).toEqual([expect.objectContaining({ otherReferences: [alpha.reference] })]);
      // Each is found again by number, surname and birth date together.
      expect((await send(number, { family: 'Beta', given: ['Ben'] }, '1951-03-09', { isConditional })).person).toBe(beta.person);
      expect((await send(number, { family: 'Alpha', given: ['Ann'] }, '1951-03-09', { isConditional })).patient).toBe(alpha.patient);
    },
  );

  it('the same person is found whatever case, accents, punctuation and spaces the surname is written with, by another practice too', async () => {
    const first = await send('9876543210', { family: "O'Brién-Smith", given: ['Zoë'] }, '1951-03-09');
    const again = await send('9876543210', { family: 'OBRIEN  SMITH', given: ['Zoe'] }, '1951-03-09');
    const other = await send('9876543210', { family: 'O’Brien Smith', given: ['Zoe'] }, '1951-03-09', { clientId: 'other' });
    expect([again.person, other.person]).toEqual([first.person, first.person]);
    expect(again.patient).toBe(first.patient);
    expect(other.patient).not.toBe(first.patient);
  });

  it('two referrals at once for the same person make one person', async () => {
    const both = await Promise.all([1, 2, 3].map(() => send('4010232137', { family: 'Reed', given: ['Tom'] }, '1970-01-02')));
    expect(new Set(both.map(({ person }) => person)).size).toBe(1);
  });

  it('a number without a birth date beside it says nobody: another name is another Patient, the very same words are the same Patient', async () => {
    const [alpha, beta, again] = [
      await send('9658218873', { family: 'Alpha' }, '1951', { isConditional: true }),
      await send('9658218873', { family: 'Beta' }, '1951', { isConditional: true }),
      await send('9658218873', { family: 'Alpha' }, '1951', { isConditional: true }),
    ];
    expect(beta.person).not.toBe(alpha.person);
    expect(again.patient).toBe(alpha.patient);
  });

  it('a number of the range for tests says nothing where the hub is not one for testing', async () => {
    const first = await send('9990000018', { family: 'Reed', given: ['Tom'] }, '1970-01-02');
    const again = await send('9990000018', { family: 'Reed', given: ['Tom'] }, '1970-01-02');
    expect(again.person).not.toBe(first.person);
    expect((await doubts()).map(({ reference }) => reference)).not.toContain(again.reference);
  });

  it("a Patient found by the sender's own identifier who now has another NHS number or birth date is refused: 409", async () => {
    const local = (number: string, birthDate: string) =>
      referral((bundle, { patient }: { patient: Patient }) => {
        const identifier = [
          { system: NUMBER_SYSTEM, value: number },
          { system: 'https://gp.example/patient', value: 'P-7' },
        ];
        Object.assign(patient, { identifier, birthDate });
        Object.assign(bundle.entry?.[0]?.request ?? {}, { ifNoneExist: 'identifier=https://gp.example/patient|P-7' });
      });
    const status = async (number: string, birthDate: string) => (await intake.fhir('POST', '', { body: local(number, birthDate) })).status;
    expect(await status('9434765870', '1951-03-09')).toBe(200);
    expect(await status('9434765870', '1951-03-09')).toBe(200);
    expect(await status('9434765919', '1951-03-09')).toBe(409);
    expect(await status('9434765870', '1951-03-10')).toBe(409);
  });

  it("a doubt is for the scheme's supervisor and for operators, and is settled once; another organisation does not see it", async () => {
    const [doubt] = await doubts();
    const path = `identity-doubts/${doubt?.id ?? ''}/settle`;
    const stranger = await supervisorOf(randomUUID());
    expect((await intake.get('identity-doubts', stranger)).body.items).toEqual([]);
    const settle = async (token: string) =>
      (
        await fetch(`${intake.url}/api/referral-intake/${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ outcome: 'number-wrong' }),
        })
      ).status;
    expect(await settle(stranger)).toBe(404);
    const supervisor = await supervisorOf(intake.organisation);
    expect([await settle(supervisor), await settle(supervisor)]).toEqual([204, 404]);
    expect((await doubts()).map(({ id }) => id)).not.toContain(doubt?.id);
  });
});

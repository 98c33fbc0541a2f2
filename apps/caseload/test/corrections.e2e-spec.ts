import { randomUUID } from 'node:crypto';
import { PersonCorrected, ReferralsErased, type PersonCorrection, type CorrectedField } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { CaseView } from '../src/cases/case.view';
import { PERSON, World } from './builders/world';

const WRONG = '020 7946 0000';
const RIGHT = '020 7946 0009';

/** How whom a case is about is corrected while news of them is on its way (GV-08); what becomes of all services: apps/hub/test/correction. */
describe('The correction of a person', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.make();
  });

  afterAll(() => world.close());

  const correct = (personId: string, referralIds: string[], fields: CorrectedField[], correction: PersonCorrection) =>
    world.neighbours.publish(
      Object.assign(new PersonCorrected(), {
        ...{ requestId: randomUUID(), personId, referralIds, fields, at: world.now().toISOString(), correction },
      }),
    );

  it('waits for the case of a referral that caseload has not heard of yet, and is told behind what the case was opened with', async () => {
    const person = { ...PERSON, personId: randomUUID(), phone: WRONG };
    const referral = world.referral({ person });
    await correct(person.personId, [referral.referralId], ['phone'], { phone: RIGHT });
    await eventually(async () => {
      const sql = `SELECT 1 FROM parked_message WHERE subject = $1`;
      expect(await world.dataSource.query<object[]>(sql, [person.personId])).toHaveLength(1);
    });
    await world.neighbours.publish(referral);
    const { id } = await world.caseOf(referral.referralId);
    await eventually(async () => {
      expect((await world.supervisor.get<CaseView>(`cases/${id}`)).body.person?.phone).toBe(RIGHT);
    });
    const [, said] = await world.said(referral.referralId, 'CaseOpened', 'CasePersonCorrected');
    expect(said?.data).toMatchObject({ caseId: id, personId: person.personId, fields: ['phone'], correction: { phone: RIGHT } });
    expect(said?.raw).not.toContain(RIGHT);
  });

  it('does not stand in the way of an erasure: of whom nothing is readable any more, nothing is corrected', async () => {
    const person = { ...PERSON, personId: randomUUID(), phone: WRONG };
    const { id, referralId } = await world.openCase({ person });
    await world.neighbours.destroyKeyOf(person.personId);
    const erased = Object.assign(new ReferralsErased(), { requestId: randomUUID(), personId: person.personId, referralIds: [referralId] });
    await correct(person.personId, [referralId], ['phone'], { phone: RIGHT });
    await world.neighbours.publish(Object.assign(erased, { at: world.now().toISOString() }));
    await eventually(async () => {
      expect((await world.supervisor.get(`cases/${id}`)).status).toBe(404);
    });
    await world.said(referralId, 'CaseOpened');
  });

  it('is told of each case that the person has, and of no case of anybody else', async () => {
    const person = { ...PERSON, personId: randomUUID(), phone: WRONG };
    const [first, second, other] = [
      await world.openCase({ person }),
      await world.openCase({ person }),
      await world.openCase({ person: { ...person, personId: randomUUID() } }),
    ];
    await correct(person.personId, [first.referralId, second.referralId], ['phone'], {});
    for (const { referralId } of [first, second]) await world.said(referralId, 'CaseOpened', 'CasePersonCorrected');
    expect((await world.caseOf(first.referralId)).person).not.toHaveProperty('phone');
    expect((await world.caseOf(other.referralId)).person?.phone).toBe(WRONG);
    await world.said(other.referralId, 'CaseOpened');
  });
});

import type { NeedCode } from '#libs/contracts';
import type { Nation } from '../../../apps/caseload/src/clocks/bank-holidays.rules';
import { ORGANISATIONS } from '../identities';
import { foundOrMade, registerService, SENDERS, type World } from '../world';
import type { Offer, Stage } from './stage';

/** Ana Lee's colleagues; they have no accounts. */
const COLLEAGUES = ['Bronwen Hale', 'Dev Chandra', 'Moira Fenn'];

const id = (n: number): string => `5b0ec1a2-0000-4000-8000-0000000000${String(n)}`;

const CHARITIES: readonly { provider: { id: string; name: string }; service: { name: string; description: string; needs: NeedCode[] } }[] =
  [
    {
      provider: { id: id(31), name: 'Harbour Advice Centre' },
      service: {
        name: 'Money and rights, talked through',
        description: 'By appointment, on Tuesdays also without.',
        needs: ['debt', 'legal-advice', 'food-insecurity', 'housing'],
      },
    },
    {
      provider: { id: id(32), name: 'Slow Steps Walkers' },
      service: {
        name: 'Gentle walks',
        description: 'Two miles, many benches.',
        needs: ['physical-activity', 'long-term-condition', 'loneliness'],
      },
    },
    {
      provider: { id: id(33), name: 'The Listening Room' },
      service: {
        name: 'Talking in a small circle',
        description: 'Six people, ten weeks.',
        needs: ['bereavement', 'mental-wellbeing', 'carer'],
      },
    },
    {
      provider: { id: id(34), name: 'Learn Along' },
      service: {
        name: 'First steps online and back to work',
        description: 'One to one, in the library.',
        needs: ['digital-access', 'employment'],
      },
    },
  ];

interface Scheme {
  readonly id: string;
  readonly nation: string;
  readonly serviceLevels: {
    readonly allocateWithinWorkingDays: number;
    readonly contactWithinWorkingDays: number;
    readonly respondWithinWorkingDays: number;
  };
}

/** Registers who else takes part in the year, through the doors that everybody uses. */
export async function prepareStage(world: World): Promise<Stage> {
  const { administrator, schemeId } = world;
  const offers: Offer[] = [
    offer(world.serviceId, 'Tuesday singing group', { id: ORGANISATIONS.charity, name: 'Second Wind Community Choir' }, [
      'loneliness',
      'mental-wellbeing',
    ]),
    offer(world.otherServiceId, 'Digging in company', { id: ORGANISATIONS.otherCharity, name: 'Mill Lane Allotments' }, [
      'loneliness',
      'physical-activity',
    ]),
  ];
  for (const { provider, service } of CHARITIES)
    offers.push(offer(await registerService(administrator, schemeId, provider, service), service.name, provider, service.needs));
  const workerIds = [world.workerId];
  for (const name of COLLEAGUES) workerIds.push(await foundOrMade(administrator, '/api/caseload/workers', name, { schemeIds: [schemeId] }));
  const scheme = (await administrator.all<Scheme>('/api/referral-intake/schemes')).find((item) => item.id === schemeId);
  if (!scheme) throw new Error('The scheme of the demo is not registered');
  const { allocateWithinWorkingDays, contactWithinWorkingDays, respondWithinWorkingDays } = scheme.serviceLevels;
  return {
    schemeId,
    organisationId: ORGANISATIONS.hub,
    clocks: {
      nation: scheme.nation as Nation,
      allocateWithin: allocateWithinWorkingDays,
      contactWithin: contactWithinWorkingDays,
      respondWithin: respondWithinWorkingDays,
    },
    senders: SENDERS.map(({ organisationId, name }) => ({ id: organisationId, name })),
    workerIds,
    offers,
  };
}

function offer(serviceId: string, serviceName: string, provider: { id: string; name: string }, needs: readonly NeedCode[]): Offer {
  return { serviceId, serviceName, providerId: provider.id, providerName: provider.name, needs };
}

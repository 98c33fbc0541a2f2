import { randomUUID } from 'node:crypto';
import { ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';

const NOW = '2026-03-02T09:00:00.000Z';

export function referralAccepted(referralId: string = randomUUID()): ReferralAccepted {
  return Object.assign(new ReferralAccepted(), {
    referralId,
    reference: 'SP-4K7Q-9M2X',
    schemeId: randomUUID(),
    organisationId: randomUUID(),
    senderId: randomUUID(),
    senderName: 'Riverside Practice',
    receivedAt: NOW,
    priority: 'routine' as const,
    needs: ['loneliness' as const],
    person: { name: { family: 'Okafor', given: ['Ada'], text: 'Ada Okafor' }, phone: '020 7946 0000' },
  });
}

export function referralWithdrawn(referralId: string): ReferralWithdrawn {
  return Object.assign(new ReferralWithdrawn(), { referralId, status: 'cancelled' as const, withdrawnAt: NOW });
}

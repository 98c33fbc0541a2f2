import { randomUUID } from 'node:crypto';
import { contractOf, ReferralAccepted, ReferralWithdrawn } from '#libs/contracts';
import { headersOf, type BusRecord } from '#libs/messaging';

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

/** The event as a record that its producer might have sent; without sealed data. */
export function recordOf(event: object, told: { id?: string; sequence?: number; time?: string; type?: string } = {}): BusRecord {
  const contract = contractOf(event);
  const key = String((event as Record<string, unknown>)[contract.subject]);
  const { id = randomUUID(), sequence = 1, time = new Date().toISOString(), type = contract.name } = told;
  const headers = headersOf(contract, { id, subject: key, time, correlationId: id });
  return {
    key,
    headers: { ...headers, ce_type: `org.social-prescribing-hub.${type}`, ce_sequence: String(sequence) },
    value: Buffer.from(JSON.stringify(event)),
  };
}

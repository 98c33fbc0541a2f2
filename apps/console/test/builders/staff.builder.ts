import { randomUUID } from 'node:crypto';
import { choosePassword, eventually, personToken } from '#libs/testing';
import type { Hub } from './hub.builder';

const PASSWORD = 'correct horse battery';

/** Somebody who works with the hub: signs in by pages, and calls its services. */
export interface Colleague {
  readonly email: string;
  readonly password: string;
  call<T>(method: string, path: string, body?: object): Promise<T>;
}

/** A hub with a scheme, and the people of its organisation: one of each part, the link worker registered as one. */
export async function staffOf(hub: Hub) {
  const organisationId = randomUUID();
  const administrator = colleague(hub, 'grace@hub.example');
  const form = { organisation: 'North Quay PCN', scheme: 'North Quay', name: 'Grace Hall', organisationId };
  await fetch(hub.setUpLink(), {
    method: 'POST',
    body: new URLSearchParams({ ...form, email: administrator.email, password: PASSWORD }),
    redirect: 'manual',
  });
  const { id: schemeId } = await administrator.call<{ id: string }>('POST', '/api/referral-intake/schemes', {
    name: 'North Quay',
    nation: 'england',
  });
  const engage = async (name: string, role: string, mailbox = role): Promise<Colleague & { subject: string }> => {
    const email = `${mailbox}@hub.example`;
    const { id, invitation } = await administrator.call<{ id: string; invitation: { link: string } }>('POST', '/api/identity/accounts', {
      ...{ email, name, organisationId, roles: [role] },
    });
    await choosePassword(invitation.link, PASSWORD);
    return Object.assign(colleague(hub, email), { subject: id });
  };
  const linkWorker = await engage('Ana Lee', 'link-worker');
  const supervisor = await engage('Sofia Marsh', 'supervisor');
  const clinician = await engage('Dr Tom Reid', 'clinician');
  const register = async (name: string, { subject: accountSubject }: { subject: string }): Promise<string> => {
    const worker = { name, accountSubject, schemeIds: [schemeId] };
    return (await eventually(() => administrator.call<{ id: string }>('POST', '/api/caseload/workers', worker))).id;
  };
  const workerId = await register('Ana Lee', linkWorker);
  return {
    ...{ organisationId, schemeId, workerId, administrator, linkWorker, supervisor, clinician },

    /** Another link worker of the scheme. */
    anotherLinkWorker: async (name: string, mailbox: string): Promise<Colleague> => {
      const engaged = await engage(name, 'link-worker', mailbox);
      await register(name, engaged);
      return engaged;
    },

    /** A referral becomes a case of the link worker; its id. */
    supported: async (facts: { name: string; reference: string; contactProhibited?: boolean; receivedAt?: string }): Promise<string> => {
      const referralId = await hub.refer({ ...facts, schemeId, organisationId });
      const id = await eventually(async () => {
        const { items } = await supervisor.call<{ items: { id: string; referralId: string }[] }>('GET', '/api/caseload/cases?limit=200');
        const found = items.find((item) => item.referralId === referralId);
        if (!found) throw new Error('There is no case yet');
        return found.id;
      });
      await supervisor.call('POST', `/api/caseload/cases/${id}/allocate`, { workerId });
      return id;
    },
  };
}

export type Staff = Awaited<ReturnType<typeof staffOf>>;

function colleague(hub: Hub, email: string): Colleague {
  let token: Promise<string> | undefined;
  return {
    email,
    password: PASSWORD,
    async call<T>(method: string, path: string, body?: object): Promise<T> {
      token ??= personToken({ issuer: `${hub.url}/identity`, email, password: PASSWORD });
      const headers = { authorization: `Bearer ${await token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
      const answer = await fetch(`${hub.url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${text}`);
      return JSON.parse(text || 'null') as T;
    },
  };
}

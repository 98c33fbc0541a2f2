import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { isStorableText, unstorableTextIn } from '#libs/contracts';
import { toClientMetadata } from '../clients/client-metadata.mapper';
import type { ClientRepository } from '../clients/client.repository';
import { hashOf } from '../hash.rules';
import type { PayloadRepository } from './payload.repository';

/**
 * oidc-provider's storage interface over this service's tables: clients from their own, all else as payloads. The ids are what lets
 * somebody in (refresh tokens, codes, cookies of sessions and sign-ins), so they are stored as hashes, and nowhere in what is stored with them.
 */
export function storageFor(model: string, payloads: PayloadRepository, clients: ClientRepository): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      if (unstorableTextIn(payload) !== undefined) throw new errors.InvalidRequest('a parameter has characters that cannot be text');
      if (model !== 'ReplayDetection') return payloads.upsert(model, hashOf(id), atRest(payload), expiresIn);
      const isNew = await payloads.insert(model, hashOf(id), atRest(payload), expiresIn);
      if (!isNew) throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
    },
    async find(id) {
      // Callers choose it: a client id or a code may be any characters.
      if (!isStorableText(id)) return undefined;
      if (model !== 'Client') {
        const found = await payloads.find(model, hashOf(id));
        return found && { ...found, jti: id };
      }
      const client = await clients.findOpen(id);
      return client ? toClientMetadata(client, new Date()) : undefined;
    },
    /** Of sessions alone, to see whether one goes on: its id is not told. */
    async findByUid(uid) {
      return await payloads.findByUid(model, uid);
    },
    // Only the device flow has user codes, and it is off.
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      const isFirst = await payloads.consume(model, hashOf(id));
      if (!isFirst) throw new errors.InvalidGrant('already consumed');
    },
    destroy: (id) => payloads.remove(model, hashOf(id)),
    revokeByGrantId: (grantId) => payloads.removeGrant(grantId),
  };
}

/** Without the id itself, and without that of the session in which a sign-in began, which oidc-provider never reads again. */
function atRest({ jti: _id, session, ...payload }: AdapterPayload): Omit<AdapterPayload, 'jti'> {
  if (!session) return payload;
  const { cookie: _cookie, ...known } = session;
  return { ...payload, session: known };
}

import { errors, type Adapter } from 'oidc-provider';
import { isStorableText, unstorableTextIn } from '#libs/contracts';
import { toClientMetadata } from '../clients/client-metadata.mapper';
import type { ClientRepository } from '../clients/client.repository';
import type { PayloadRepository } from './payload.repository';

/** oidc-provider's storage interface over this service's tables: clients from their own, all else as payloads. */
export function storageFor(model: string, payloads: PayloadRepository, clients: ClientRepository): Adapter {
  return {
    async upsert(id, payload, expiresIn) {
      if (unstorableTextIn(payload) !== undefined) throw new errors.InvalidRequest('a parameter has characters that cannot be text');
      if (model !== 'ReplayDetection') return payloads.upsert(model, id, payload, expiresIn);
      const isNew = await payloads.insert(model, id, payload, expiresIn);
      if (!isNew) throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
    },
    async find(id) {
      // Callers choose it: a client id or a code may be any characters.
      if (!isStorableText(id)) return undefined;
      if (model !== 'Client') return await payloads.find(model, id);
      const client = await clients.findOpen(id);
      return client ? toClientMetadata(client, new Date()) : undefined;
    },
    async findByUid(uid) {
      return await payloads.findByUid(model, uid);
    },
    // Only the device flow has user codes, and it is off.
    findByUserCode: () => Promise.resolve(undefined),
    async consume(id) {
      const isFirst = await payloads.consume(model, id);
      if (!isFirst) throw new errors.InvalidGrant('already consumed');
    },
    destroy: (id) => payloads.remove(model, id),
    revokeByGrantId: (grantId) => payloads.removeGrant(grantId),
  };
}

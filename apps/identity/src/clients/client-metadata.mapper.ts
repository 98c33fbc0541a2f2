import type { ClientMetadata } from 'oidc-provider';
import type { Client } from './client.entity';

/**
 * What a registered client is to the token issuer: it fetches tokens for itself and nothing else. Until the end of a rotation's overlap
 * the credentials before it open too.
 */
export function toClientMetadata(client: Client, now: Date): ClientMetadata {
  const overlaps = client.previousUntil !== null && client.previousUntil > now;
  return {
    client_id: client.id,
    client_name: client.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    ...(client.jwks
      ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [...client.jwks.keys, ...olderKeys(client, overlaps)] } }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: client.secretHash ?? '' }),
    ...(overlaps && client.previousSecretHash !== null ? { previous_secret_hash: client.previousSecretHash } : {}),
    organisation_id: client.organisationId,
    allowed_scopes: client.scopes,
  };
}

/** A key that was registered again stands among the new ones. */
function olderKeys({ jwks, previousJwks }: Client, overlaps: boolean) {
  const kids = new Set(jwks?.keys.map(({ kid }) => kid));
  return overlaps ? (previousJwks?.keys ?? []).filter(({ kid }) => !kids.has(kid)) : [];
}

import type { ClientMetadata } from 'oidc-provider';
import type { Client } from './client.entity';

/** What a registered client is to the token issuer: it fetches tokens for itself and nothing else. */
export function toClientMetadata(client: Client): ClientMetadata {
  return {
    client_id: client.id,
    client_name: client.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    ...(client.jwks
      ? { token_endpoint_auth_method: 'private_key_jwt', jwks: client.jwks }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: client.secretHash ?? '' }),
    organisation_id: client.organisationId,
    allowed_scopes: client.scopes,
  };
}

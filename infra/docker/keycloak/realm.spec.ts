import { ROLES } from '#libs/contracts';
import { ProcessConfig, settingsOf } from '#libs/platform';
import { ORGANISATIONS } from '../../demo/identities';
import { textOf } from '../compose-file';

interface Realm {
  roles: { realm: { name: string }[] };
  clients: {
    clientId: string;
    attributes: Record<string, string>;
    protocolMappers: { protocolMapper: string; config: Record<string, string> }[];
  }[];
  users: { realmRoles: string[]; attributes: { organisation: string[] }; credentials: { value: string }[] }[];
}

const realm = JSON.parse(textOf('infra/docker/keycloak/realm.json')) as Realm;
const [client] = realm.clients;
const defaultOf = (setting: 'claimOrganisation' | 'claimRoles'): string | undefined => settingsOf(ProcessConfig).get(setting)?.default;

describe('the realm that Keycloak imports', () => {
  it('has the roles of the hub and no others', () => {
    expect(realm.roles.realm.map(({ name }) => name).sort()).toEqual([...ROLES].sort());
  });

  it('lets the console sign people in by authorization code with PKCE alone', () => {
    expect(realm.clients).toHaveLength(1);
    expect(client).toMatchObject({
      clientId: 'console',
      publicClient: true,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      redirectUris: ['${PUBLIC_URL}/signed-in'],
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
  });

  it('puts organisation, roles and the hub as audience into tokens, under the names that the hub reads', () => {
    const claims = client?.protocolMappers.map(({ protocolMapper, config }) => [
      protocolMapper,
      config['claim.name'] ?? config['included.custom.audience'],
    ]);

    expect(claims).toEqual([
      ['oidc-usermodel-realm-role-mapper', defaultOf('claimRoles')],
      ['oidc-usermodel-attribute-mapper', defaultOf('claimOrganisation')],
      ['oidc-audience-mapper', '${PUBLIC_URL}'],
    ]);
  });

  it('has a demo person for every role, each of an organisation of the demo, and no password of its own', () => {
    expect(new Set(realm.users.flatMap(({ realmRoles }) => realmRoles))).toEqual(new Set(ROLES));
    for (const { attributes, credentials } of realm.users) {
      expect(Object.values(ORGANISATIONS)).toContain(attributes.organisation[0]);
      expect(credentials.map(({ value }) => value)).toEqual(['${DEMO_PASSWORD}']);
    }
  });
});

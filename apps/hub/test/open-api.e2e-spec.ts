import { SERVICES } from '../../../infra/launcher/services';
import { documentedOperations, type Operation, type Schema } from './open-api-documents';
import { startEmbeddedHub, type RunningHub } from './running-hub';

/** Formats whose texts cannot be long. */
const SHORT_FORMATS = ['uuid', 'date', 'date-time'];

describe("The services' OpenAPI documents", () => {
  let hub: RunningHub;
  let operations: Operation[];

  beforeAll(async () => {
    hub = await startEmbeddedHub();
    operations = await documentedOperations(hub.url);
  });

  afterAll(() => hub.close());

  it.each(SERVICES)('are there for %s, to read and to browse', async (service) => {
    const [document, pages] = await Promise.all(['openapi.json', 'docs'].map((name) => fetch(`${hub.url}/api/${service}/${name}`)));
    expect([document?.status, pages?.status]).toEqual([200, 200]);
    expect(await document?.json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) as string, info: { title: service } });
    expect(await pages?.text()).toContain('swagger');
  });

  it("list the operators' doors of each service, and no address twice", () => {
    const addresses = operations.map(({ method, path }) => `${method} ${path}`);
    expect(addresses).toEqual(
      expect.arrayContaining(SERVICES.filter((name) => name !== 'identity').map((name) => `POST /api/${name}/messages/redrive`)),
    );
    expect(operations.length).toBeGreaterThan(200);
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
  });

  it('say of every operation what it does, who may call it, and how it refuses', () => {
    const silent = operations.filter((operation) => {
      const { summary = '', security, 'x-access': access, responses, path } = operation;
      const isOpen = access === 'public';
      const refusals = [...(isOpen ? [] : [401, 403]), ...(path.includes('{') ? [404] : []), ...(operation.body ? [400] : [])];
      return (
        summary.length < 5 ||
        access === undefined ||
        (security === undefined) !== isOpen ||
        refusals.some((status) => !(String(status) in responses))
      );
    });
    expect(silent.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('limit every text, list and number that a request can hold', () => {
    expect(operations.flatMap(unlimitedOf)).toEqual([]);
  });
});

/** What of an operation's input has no limit. */
function unlimitedOf(operation: Operation): string[] {
  const { method, path, parameters = [], body } = operation;
  const wanting = [
    ...parameters.flatMap(({ name, in: place, schema = {} }) => unlimited(schema, `${place}:${name}`, operation)),
    ...(body ? unlimited(body, 'body', operation) : []),
  ];
  return wanting.map((where) => `${method} ${path} ${where}`);
}

function unlimited(said: Schema, where: string, operation: Operation): string[] {
  const schema = operation.resolve(said);
  if (schema.enum) return [];
  switch (schema.type) {
    case 'object':
      return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => unlimited(property, `${where}/${name}`, operation));
    case 'array':
      return [...(schema.maxItems === undefined ? [where] : []), ...unlimited(schema.items ?? {}, `${where}[]`, operation)];
    case 'string':
      return schema.maxLength === undefined && !SHORT_FORMATS.includes(schema.format ?? '') ? [where] : [];
    case 'number':
    case 'integer':
      return schema.minimum === undefined || schema.maximum === undefined ? [where] : [];
    case 'boolean':
      return [];
    default:
      return [`${where} has no type`];
  }
}

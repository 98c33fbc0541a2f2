import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import {
  createDemoIdentities,
  DEMO_PASSWORD,
  IDENTITIES_FILE,
  ORGANISATIONS,
  tokenFor,
  type DemoIdentities,
} from '../../../infra/demo/identities';
import { main } from '../../../infra/demo/token';
import { startIdentity, type TestIdentity } from './builders/identity.builder';

const NAMES = [
  ...[
    'administrator',
    'clinician',
    'commissioner',
    'evaluator',
    'gp',
    'gp-other',
    'link-worker',
    'link-worker-other',
    'operator',
    'practice',
  ],
  ...['privacy-officer', 'provider', 'provider-other', 'supervisor'],
];

describe('npm run token', () => {
  let hub: TestIdentity;
  let demo: DemoIdentities;
  let folder: string;

  beforeAll(async () => {
    hub = await startIdentity();
    demo = await createDemoIdentities({ url: hub.url, setUpLink: hub.setUpLink ?? '' });
    folder = await mkdtemp(join(tmpdir(), 'hub-token-'));
    await writeFile(join(folder, IDENTITIES_FILE), JSON.stringify(demo));
    process.env.HUB_DATA_DIR = folder;
  });
  afterAll(async () => {
    delete process.env.HUB_DATA_DIR;
    await rm(folder, { recursive: true });
  });

  it('knows every identity that can be asked for a token', () => {
    expect(Object.keys(demo.identities).sort()).toEqual(NAMES);
  });

  it('gives the other ones another organisation', async () => {
    const organisationOf = async (name: string): Promise<unknown> => decodeJwt(await tokenFor(demo, name)).organisation;
    expect(await organisationOf('gp')).toBe(ORGANISATIONS.practice);
    expect(await organisationOf('gp-other')).toBe(ORGANISATIONS.otherPractice);
    expect(await organisationOf('link-worker')).toBe(ORGANISATIONS.hub);
    expect(await organisationOf('provider-other')).toBe(ORGANISATIONS.otherCharity);
  });

  it('prints the token and nothing else', async () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    await main(['gp']);
    write.mockRestore();
    expect(written.join('')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('prints the token of an account of one’s own, whose password it asks for', async () => {
    process.env.PUBLIC_URL = hub.url;
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    await main(['--email', 'operator@demo.example'], () => Promise.resolve(DEMO_PASSWORD));
    write.mockRestore();

    expect(decodeJwt(written.join('').trim())).toMatchObject({ name: 'Omar Finch', roles: ['operator'] });
    await expect(main(['--email', 'operator@demo.example'], () => Promise.resolve('wrong wrong wrong'))).rejects.toThrow('is not right');
    await expect(main(['--email'])).rejects.toThrow('Say whose token');
    delete process.env.PUBLIC_URL;
  });

  it('can be made again when the first time was cut short', async () => {
    const again = await createDemoIdentities({ url: hub.url });
    expect(decodeJwt(await tokenFor(again, 'gp')).client_id).toMatch(/^demo-gp-[\da-f]{8}$/);
  });

  it('says in one sentence who is known, and that the hub does not run', async () => {
    await expect(main(['nobody'])).rejects.toThrow(`There is no identity "nobody": choose from ${NAMES.join(', ')}.`);
    await hub.close();
    await expect(main(['gp'])).rejects.toThrow(`The hub is not running at ${hub.url}: start it with "npm run demo" and try again.`);
  });
});

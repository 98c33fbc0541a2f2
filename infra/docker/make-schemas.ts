import { makeSchemas } from '../postgres/roles';
import { say } from '../launcher/say';

/**
 * First step of the compose file: gives every service its role and its schema of the same name, as the addresses in the environment say
 * (`CASELOAD_DATABASE_URL=postgres://caseload:password@…/hub`). May run again at any time: it adds what is missing and sets the passwords.
 */
async function main(): Promise<void> {
  const { OWNER_DATABASE_URL: ownerUrl = '', ...others } = process.env;
  const urls = Object.entries(others).flatMap(([name, value]) => (name.endsWith('_DATABASE_URL') && value ? [new URL(value)] : []));
  const passwords = Object.fromEntries(urls.map(({ username, password }) => [decodeURIComponent(username), decodeURIComponent(password)]));
  const database = decodeURIComponent(urls[0]?.pathname.slice(1) ?? '');
  await makeSchemas({ ownerUrl, database, passwords });
  say(`The schemas are there: ${Object.keys(passwords).join(', ')}.`);
}

void main().catch((error: unknown) => {
  say((error as Error).message);
  process.exitCode = 1;
});

import type { DatabaseDefinition } from '#libs/platform';
import { Keyring1763773000000 } from './keyring.migration';

/** The schema `keyring` with the keys of persons, one for the whole hub. List it in the `databases` of each service that seals or opens. */
export const keyringDatabase: DatabaseDefinition = { name: 'keyring', entities: [], migrations: [Keyring1763773000000] };

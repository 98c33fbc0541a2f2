import type { Registry } from 'prom-client';
import type { Settings } from '#libs/platform';
import { MessagingConfig } from '../messaging.config';
import { Keyring } from './keyring';

interface Shared {
  readonly keyring: Keyring;
  users: number;
}

const keyrings = new WeakMap<Settings, Shared>();

/** The process's keyring, one for all its services; undefined where SEALING_KEYS or the keyring's database is not given. */
export function processKeyring(settings: Settings, registry: Registry): Keyring | undefined {
  const url = settings.databaseUrl('keyring');
  const { sealingKeys } = settings.get(MessagingConfig);
  if (url === undefined || !sealingKeys) return undefined;
  const shared: Shared = keyrings.get(settings) ?? { keyring: new Keyring(url, sealingKeys), users: 0 };
  keyrings.set(settings, shared);
  shared.users += 1;
  shared.keyring.rotation.tellIn(registry);
  return shared.keyring;
}

/** One service of the process needs it no more; the last one closes it. */
export async function releaseKeyring(settings: Settings): Promise<void> {
  const shared = keyrings.get(settings);
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  keyrings.delete(settings);
  await shared.keyring.close();
}

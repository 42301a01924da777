import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVault, type Vault } from '../alerts/index.ts';
import type { Config } from './config.ts';

/**
 * The vault of the secret in the settings. Without one, a server that is alone on its data makes its own, once, in the
 * data folder; of several servers on one database each would make another, so there is no vault then.
 */
export function openVault({ data, databaseUrl, secret }: Config): Vault | undefined {
  if (secret !== null) return vaultOf(secret);
  return databaseUrl === null ? vaultOf(ownSecret(data)) : undefined;
}

function vaultOf(secret: string): Vault {
  return createVault(new Uint8Array(hkdfSync('sha256', secret, '', 'platen channels', 32)));
}

/** Readable by the user that runs the server alone. */
function ownSecret(data: string): string {
  const file = join(data, 'secret.key');
  mkdirSync(data, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

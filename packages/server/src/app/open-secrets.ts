import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner, createVault, type Signer, type Vault } from '../alerts/index.ts';
import type { Config } from './config.ts';

export interface Secrets {
  readonly vault: Vault;
  readonly signer: Signer;
  /** What the cookies of people are signed with, and their second factors sealed. */
  readonly ofPeople: string;
}

/**
 * What is made of the secret in the settings. Without one, a server that is alone on its data makes its own, once, in the
 * data folder; of several servers on one database each would make another, so there is nothing then.
 */
export function openSecrets({
  data,
  databaseUrl,
  secret,
}: Config): Secrets | Record<keyof Secrets, undefined> {
  if (secret === null && databaseUrl !== null)
    return { vault: undefined, signer: undefined, ofPeople: undefined };
  const from = secret ?? ownSecret(data);
  const keyFor = (purpose: string) => new Uint8Array(hkdfSync('sha256', from, '', purpose, 32));
  return {
    vault: createVault(keyFor('platen channels')),
    signer: createSigner(keyFor('platen links')),
    ofPeople: Buffer.from(keyFor('platen people')).toString('base64url'),
  };
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

import type { ApiKey, ApiKeyWithSecret, OperatorScope, OrganizationScope } from '@platen/contract';
import { connect } from '../client.ts';
import { note, print, printTable } from '../terminal.ts';
import { parseFlags, required, UsageError, wholeSeconds } from '../usage.ts';

export const keyUsage = `platen key create --name NAME --scopes SCOPE,SCOPE [--org ORG] [--expires-at TIME] [--allow CIDR]…
platen key list [--org ORG]
platen key rotate KEY_ID [--org ORG] [--overlap SECONDS]
platen key revoke KEY_ID [--org ORG]
    Without --org: operator keys.`;

/** Keys of an organization, or operator keys, through the API. */
export async function keyCommand([verb, ...args]: readonly string[]): Promise<void> {
  switch (verb) {
    case 'create':
      return createKey(args);
    case 'list':
      return listKeys(args);
    case 'rotate':
      return rotateKey(args);
    case 'revoke':
      return revokeKey(args);
    default:
      throw new UsageError(keyUsage);
  }
}

async function createKey(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, {
    org: 'text',
    name: 'text',
    scopes: 'text',
    'expires-at': 'text',
    allow: 'texts',
  });
  const scopes = required(
    values.scopes,
    '--scopes',
    'such as --scopes system-status:read,job-stats:read',
  ).split(',');
  const common = {
    name: required(values.name, '--name', 'what the key is for'),
    ...(values['expires-at'] === undefined ? {} : { expires_at: values['expires-at'] }),
    ...(values.allow === undefined ? {} : { allowed_cidrs: values.allow }),
  };
  const client = connect();
  // Scopes that are none are refused by the server, which names those that are.
  if (values.org === undefined) {
    show(await client.call('createOperatorKey', { body: { ...common, scopes: scopes as OperatorScope[] } }));
  } else {
    const body = { ...common, scopes: scopes as OrganizationScope[] };
    show(await client.call('createKey', { params: { org_id: values.org }, body }));
  }
}

async function listKeys(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { org: 'text' });
  const client = connect();
  const { org } = values;
  const keys: ApiKey[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page =
      org === undefined
        ? await client.call('listOperatorKeys', { query })
        : await client.call('listKeys', { params: { org_id: org }, query });
    keys.push(...page.data);
    cursor = page.next_cursor;
  }
  printTable(
    ['ID', 'NAME', 'KEY', 'SCOPES', 'STATE', 'LAST USED'],
    keys.map((key) => [key.id, key.name, `${key.prefix}…`, key.scopes.join(','), stateOf(key), lastUse(key)]),
  );
}

async function rotateKey(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(args, { org: 'text', overlap: 'text' });
  const key_id = required(words[0], 'KEY_ID', 'see `platen key list`');
  const { overlap } = values;
  const body = overlap === undefined ? {} : { overlap_seconds: wholeSeconds(overlap, '--overlap') };
  const client = connect();
  show(
    values.org === undefined
      ? await client.call('rotateOperatorKey', { params: { key_id }, body })
      : await client.call('rotateKey', { params: { org_id: values.org, key_id }, body }),
  );
}

async function revokeKey(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(args, { org: 'text' });
  const key_id = required(words[0], 'KEY_ID', 'see `platen key list`');
  const client = connect();
  const key =
    values.org === undefined
      ? await client.call('revokeOperatorKey', { params: { key_id } })
      : await client.call('revokeKey', { params: { org_id: values.org, key_id } });
  note(`${key.id} (${key.name}) is revoked.`);
}

/** The key alone goes to standard output, so that a script can take it. */
function show(key: ApiKeyWithSecret): void {
  note(`${key.id}: ${key.name}, ${key.scopes.join(', ')}. The key is shown this once:`);
  print(key.key);
}

function stateOf(key: ApiKey): string {
  if (key.revoked_at !== null) return `revoked ${key.revoked_at}`;
  return key.expires_at === null ? 'no expiry' : `expires ${key.expires_at}`;
}

function lastUse(key: ApiKey): string {
  if (key.last_used_at === null) return 'never';
  return `${key.last_used_at} from ${key.last_used_from} (${key.last_used_agent ?? 'no agent'})`;
}

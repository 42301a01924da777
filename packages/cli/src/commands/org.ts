import type { Organization } from '@platen/contract';
import { connect } from '../client.ts';
import { printTable } from '../terminal.ts';
import { parseFlags, required, UsageError, wholeSeconds } from '../usage.ts';

export const orgUsage = `platen org create --name NAME --region REGION [--time-zone ZONE] [--patience SECONDS]
platen org list
platen org show ORG
platen org update ORG [--name NAME] [--region REGION] [--time-zone ZONE] [--patience SECONDS]`;

const settings = { name: 'text', region: 'text', 'time-zone': 'text', patience: 'text' } as const;

/** Organizations, through the API. */
export async function orgCommand([verb, ...args]: readonly string[]): Promise<void> {
  switch (verb) {
    case 'create':
      return createOrg(args);
    case 'list':
      return listOrgs();
    case 'show':
      return showOrg(args);
    case 'update':
      return updateOrg(args);
    default:
      throw new UsageError(orgUsage);
  }
}

async function createOrg(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, settings);
  const name = required(values.name, '--name', 'what the organization is called');
  const region = required(values.region, '--region', 'where its service runs');
  const body = { ...given(values), name, region };
  show([await connect().call('createOrganization', { body })]);
}

async function listOrgs(): Promise<void> {
  const client = connect();
  const orgs: Organization[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call('listOrganizations', { query });
    orgs.push(...page.data);
    cursor = page.next_cursor;
  }
  show(orgs);
}

async function showOrg(args: readonly string[]): Promise<void> {
  const org_id = required(parseFlags(args, {}).words[0], 'ORG', 'the id of the organization');
  show([await connect().call('getOrganization', { params: { org_id } })]);
}

async function updateOrg(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(args, settings);
  const org_id = required(words[0], 'ORG', 'the id of the organization');
  const body = given(values);
  show([await connect().call('updateOrganization', { params: { org_id }, body })]);
}

function given(values: { name?: string; region?: string; 'time-zone'?: string; patience?: string }) {
  return {
    ...(values.name === undefined ? {} : { name: values.name }),
    ...(values.region === undefined ? {} : { region: values.region }),
    ...(values['time-zone'] === undefined ? {} : { time_zone: values['time-zone'] }),
    ...(values.patience === undefined
      ? {}
      : { patience_seconds: wholeSeconds(values.patience, '--patience') }),
  };
}

function show(orgs: readonly Organization[]): void {
  printTable(
    ['ID', 'NAME', 'REGION', 'TIME ZONE', 'PATIENCE', ''],
    orgs.map((org) => [
      org.org_id,
      org.name,
      org.region,
      org.time_zone,
      `${org.patience_seconds} s`,
      org.demo ? 'demo' : '',
    ]),
  );
}

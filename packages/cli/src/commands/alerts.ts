import type { Alert } from '@platen/contract';
import { connect } from '../client.ts';
import { printTable } from '../terminal.ts';
import { parseFlags, required, UsageError } from '../usage.ts';

export const alertsUsage = `platen alerts list --org ORG [--all]
platen alerts acknowledge ALERT_ID --org ORG [--comment TEXT]
    Without --all: those that fire or are about to.`;

/** What fires in an organization, through the API. */
export async function alertsCommand([verb, ...args]: readonly string[]): Promise<void> {
  switch (verb) {
    case 'list':
      return listAlerts(args);
    case 'acknowledge':
      return acknowledgeAlert(args);
    default:
      throw new UsageError(alertsUsage);
  }
}

async function listAlerts(args: readonly string[]): Promise<void> {
  const { values } = parseFlags(args, { org: 'text', all: 'switch' });
  const params = { org_id: organization(values.org) };
  const client = connect();
  const alerts: Alert[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { active: !values.all, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await client.call('listAlerts', { params, query });
    alerts.push(...page.data);
    cursor = page.next_cursor;
  }
  show(alerts);
}

async function acknowledgeAlert(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(args, { org: 'text', comment: 'text' });
  const alert_id = required(words[0], 'ALERT_ID', 'the id of the alert');
  const params = { org_id: organization(values.org), alert_id };
  const body = values.comment === undefined ? {} : { comment: values.comment };
  show([await connect().call('acknowledgeAlert', { params, body })]);
}

function organization(org: string | undefined): string {
  return required(org, '--org', 'the id of the organization');
}

function show(alerts: readonly Alert[]): void {
  printTable(
    ['ID', 'STATE', 'SEVERITY', 'SINCE', 'ALERT'],
    alerts.map(({ id, state, severity, since, title }) => [id, state, severity, since, title]),
  );
}

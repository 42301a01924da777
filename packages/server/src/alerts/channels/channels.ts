import type { ChannelKindName } from '@platen/contract';
import type { ChannelKind } from '../channel.ts';
import { alertmanager } from './alertmanager.ts';
import { alertmanagerWebhook } from './alertmanager-webhook.ts';
import { email } from './email.ts';
import { freshdesk } from './freshdesk.ts';
import { jira } from './jira.ts';
import { ntfy } from './ntfy.ts';
import { pagerduty } from './pagerduty.ts';
import { servicenow } from './servicenow.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';
import { zendesk } from './zendesk.ts';

const kinds: Readonly<Record<ChannelKindName, ChannelKind<never>>> = {
  email,
  webhook,
  slack,
  teams,
  pagerduty,
  jira,
  servicenow,
  zendesk,
  freshdesk,
  ntfy,
  alertmanager,
  alertmanager_webhook: alertmanagerWebhook,
};

/** Every kind of channel, by its name. */
export const channelKinds: ReadonlyMap<string, ChannelKind<never>> = new Map(Object.entries(kinds));

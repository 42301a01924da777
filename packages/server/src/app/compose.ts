import type { Logger } from 'pino';
import { type AccessContext, Authenticator, rememberAnswersMs } from '../access/index.ts';
import { type AlertsContext, Calendars, channelKinds } from '../alerts/index.ts';
import type { Edge } from '../http/index.ts';
import type { Clock } from '../kit/clock.ts';
import { createFetcher, createMailer, createRequester, type Mailer } from '../net/index.ts';
import { forgetUnconfirmed, type NewsContext, subscriberChannels } from '../news/index.ts';
import { Authentication, forgetPeople, Provider, Sessions } from '../people/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Config } from './config.ts';
import { openSecrets } from './open-secrets.ts';

/** The rooms, each with its store and the clock; what the edge needs beyond them is the server's. */
export type Rooms = Omit<Edge, 'consoleFolder' | 'limits' | 'publicUrl' | 'ready'>;

export interface Surroundings {
  readonly log: Logger;
  /** Where the public finds this server, without a slash at the end. Known only once it listens. */
  publicUrl(): string;
  /** Ends the polls that are waiting for an answer. */
  readonly stop?: AbortSignal;
}

const mostCalendarBytes = 1024 * 1024;

export function compose(storage: Storage, clock: Clock, config: Config, around: Surroundings): Rooms {
  const access: AccessContext = { store: storage.access, clock };
  const status = { store: storage.status, clock };
  const allowedNetworks = config.allowedPrivateNetworks;
  const asking = { clock, allowedNetworks, ...(around.stop && { stop: around.stop }) };
  const jobs = {
    store: storage.jobs,
    clock,
    keep: config.keep,
    audit: (entry: Parameters<typeof storage.access.appendAudit>[0]) => storage.access.appendAudit(entry),
  };
  const subscription = { store: storage.subscription, clock };
  const calendar = {
    store: storage.calendar,
    clock,
    fetch: createFetcher({ ...asking, mostBytes: mostCalendarBytes }),
  };
  const { vault, signer, ofPeople } = openSecrets(config);
  const at = (path: string) => `${around.publicUrl()}${path}`;
  const request = createRequester({ clock, allowedNetworks });
  const mail = createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  const alerts: AlertsContext = {
    store: storage.alerts,
    access,
    status,
    jobs,
    subscription,
    calendars: new Calendars(calendar),
    clock,
    channels: new Map([...channelKinds, ...subscriberChannels]),
    vault,
    request,
    mail,
    random: Math.random,
    report: (error, about) =>
      around.log.error(
        { err: error, ...about },
        'Alerts were held up by a fault of ours; it is tried again.',
      ),
    signer,
    evidenceUrl: (orgId, id) =>
      at(signer ? `/alerts/${id}/${signer.sign(id)}` : `/v1/orgs/${orgId}/alerts/${id}`),
    testUrl: (orgId, id) =>
      at(signer ? `/channel-tests/${id}/${signer.sign(id)}` : `/v1/orgs/${orgId}/deliveries/${id}`),
  };
  const news: NewsContext = {
    store: storage.news,
    status,
    clock,
    vault,
    canMail: config.smtpUrl !== null,
    pageUrl: (region) => at(`/status/${encodeURIComponent(region)}`),
  };
  return {
    clock,
    access,
    authenticator: new Authenticator(access),
    idempotency: storage.idempotency,
    status,
    feeds: { store: storage.feeds, status, clock, fetch: createFetcher(asking), random: Math.random },
    jobs,
    subscription,
    calendar,
    alerts,
    news,
    people: peopleOf(storage, clock, { config, secret: ofPeople, mail, request }, around),
  };
}

interface Means {
  readonly config: Config;
  readonly secret: string | undefined;
  readonly mail: Mailer;
  readonly request: ReturnType<typeof createRequester>;
}

function peopleOf(
  storage: Storage,
  clock: Clock,
  { config, secret, mail, request }: Means,
  { log, publicUrl }: Surroundings,
): Rooms['people'] {
  const { people: store, access } = storage;
  const report = (message: string) => log.error({ library: message }, 'Signing people in had a fault.');
  const singleSignOn = config.singleSignOn
    ? { ...config.singleSignOn, provider: new Provider(config.singleSignOn.provider, request) }
    : undefined;
  return {
    store,
    clock,
    publicUrl,
    report,
    singleSignOn,
    sessions: new Sessions({ store, clock }, () => access.accessRevision()),
    authentication: new Authentication({ store, clock, secret, publicUrl, singleSignOn, report }),
    canMail: config.smtpUrl !== null,
    passwordUrl: (token) => `${publicUrl()}/console/password/${token}`,
    invitationUrl: (token) => `${publicUrl()}/console/invitation/${token}`,
    mail: async ({ id, ...invitation }) => {
      const messageId = `${id}@${new URL(publicUrl()).hostname}`;
      return (await mail({ ...invitation, messageId, references: [] })).kind === 'sent';
    },
  };
}

/** Work that can wait: what was noted of keys in use, and what nobody may ask for any more. */
export async function tidy(rooms: Rooms): Promise<void> {
  await rooms.authenticator.recordUses();
  await forgetUnconfirmed(rooms.news);
  await rooms.idempotency.forget(rooms.clock.now() - rememberAnswersMs);
  await forgetPeople(rooms.people);
}

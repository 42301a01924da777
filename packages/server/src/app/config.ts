import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { defaultKeep, type Keep } from '../jobs/index.ts';
import { isCidr } from '../kit/cidr.ts';
import { ConfigError, type Found, givenOrInFile, oneOf, wrong } from './setting.ts';
import { readSingleSignOn, type SingleSignOnConfig, singleSignOnSettings } from './single-sign-on-config.ts';

export interface Config {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The folder of the embedded database. */
  readonly data: string;
  /** The database to use instead, which holds a secret; null: the embedded one. */
  readonly databaseUrl: string | null;
  /** Where job events and counts go instead, which holds a secret; null: where everything else is. */
  readonly clickhouseUrl: string | null;
  /** What the secrets of channels are sealed with; null: a file of the data folder holds it. */
  readonly secret: string | null;
  readonly logLevel: LogLevel;
  /** Proxies whose `X-Forwarded-For` is believed: networks or addresses. */
  readonly trustedProxies: readonly string[];
  /** What a key may ask for in a minute. */
  readonly requestsPerMinute: number;
  /** Where the public finds this server, without a slash at the end; null: where it listens. */
  readonly publicUrl: string | null;
  /** Networks that are asked by us, as for a status feed, although they are not public. */
  readonly allowedPrivateNetworks: readonly string[];
  readonly keep: Keep;
  /** The server that mails are sent by, which holds a secret; null: none are. */
  readonly smtpUrl: string | null;
  /** Whom mails come from: an address, or `Name <address>`. */
  readonly mailFrom: string;
  /** Who tells us who people are, besides their password; null: nobody does. */
  readonly singleSignOn: SingleSignOnConfig | null;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Every setting, by the name it has in the environment and in a config file. */
const settings = {
  PLATEN_HOST: '127.0.0.1',
  PLATEN_PORT: '8080',
  PLATEN_DATA: './data',
  DATABASE_URL: '',
  CLICKHOUSE_URL: '',
  PLATEN_SECRET: '',
  PLATEN_SECRET_FILE: '',
  PLATEN_LOG_LEVEL: 'warn',
  PLATEN_TRUSTED_PROXIES: '',
  PLATEN_REQUESTS_PER_MINUTE: '6000',
  PLATEN_PUBLIC_URL: '',
  PLATEN_ALLOWED_PRIVATE_NETWORKS: '',
  PLATEN_KEEP_JOBS_DAYS: String(defaultKeep.jobsDays),
  PLATEN_KEEP_COUNTS_DAYS: String(defaultKeep.countsDays),
  PLATEN_SMTP_URL: '',
  PLATEN_MAIL_FROM: 'Platen <platen@localhost>',
  ...singleSignOnSettings,
} as const;

type Setting = keyof typeof settings;
export const settingNames = Object.keys(settings) as Setting[];

/** Everybody on a machine sees its command lines, so secrets are none of their flags. */
const secretSettings = [
  'DATABASE_URL',
  'CLICKHOUSE_URL',
  'PLATEN_SECRET',
  'PLATEN_SMTP_URL',
  'PLATEN_OIDC_CLIENT_SECRET',
] as const satisfies readonly Setting[];
/** A setting that the command line takes, too. */
export type FlagSetting = Exclude<Setting, (typeof secretSettings)[number]>;
export const flagSettings = settingNames.filter(
  (name): name is FlagSetting => !(secretSettings as readonly string[]).includes(name),
);

/** `PLATEN_LOG_LEVEL` is `--log-level`. */
export function flagOf(setting: FlagSetting): string {
  return setting.replace('PLATEN_', '').toLowerCase().replaceAll('_', '-');
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Settings from flags, else the environment, else the config file, else their defaults. `flags` go by the settings'
 * names too.
 *
 * @throws ConfigError
 */
export function readConfig(flags: Values, configFile: string | undefined, env: Values = process.env): Config {
  const file = configFile === undefined ? {} : readConfigFile(configFile);
  const sources: [string, Values][] = [
    ['the command line', flags],
    ['the environment', env],
    [configFile ?? 'the config file', file],
    ['the defaults', settings],
  ];
  const look = (setting: Setting): Found => {
    const [where = '', values = {}] = sources.find(([, candidate]) => candidate[setting] !== undefined) ?? [];
    return { setting, where, text: values[setting] ?? '' };
  };
  return {
    host: nonEmpty(look('PLATEN_HOST')),
    port: wholeNumber(look('PLATEN_PORT'), 0, 65_535),
    data: nonEmpty(look('PLATEN_DATA')),
    databaseUrl: secretUrl(look('DATABASE_URL'), /^postgres(ql)?:\/\//, postgresUrl),
    clickhouseUrl: secretUrl(look('CLICKHOUSE_URL'), /^https?:\/\//, clickhouseUrl),
    secret: secret(look('PLATEN_SECRET'), look('PLATEN_SECRET_FILE')),
    logLevel: oneOf(look('PLATEN_LOG_LEVEL'), logLevels),
    trustedProxies: networks(look('PLATEN_TRUSTED_PROXIES')),
    requestsPerMinute: wholeNumber(look('PLATEN_REQUESTS_PER_MINUTE'), 1, 1_000_000_000),
    publicUrl: baseUrl(look('PLATEN_PUBLIC_URL')),
    allowedPrivateNetworks: networks(look('PLATEN_ALLOWED_PRIVATE_NETWORKS')),
    keep: keepOf(look('PLATEN_KEEP_JOBS_DAYS'), look('PLATEN_KEEP_COUNTS_DAYS')),
    smtpUrl: smtpUrl(look('PLATEN_SMTP_URL')),
    mailFrom: sender(look('PLATEN_MAIL_FROM')),
    singleSignOn: readSingleSignOn(look),
  };
}

function readConfigFile(path: string): Values {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`The config file ${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const values = parseEnv(text);
  const unknown = Object.keys(values).find((name) => !(name in settings));
  if (unknown)
    throw new ConfigError(
      `${path} sets ${unknown}, which is no setting. There are ${settingNames.join(', ')}.`,
    );
  return values;
}

function nonEmpty(found: Found): string {
  if (found.text === '') throw wrong(found, 'something');
  return found.text;
}

const postgresUrl = 'the URL of a PostgreSQL database, `postgresql://user:password@host/database`';
const clickhouseUrl = 'the URL of a ClickHouse database, `http://user:password@host:8123/database`';

function secretUrl({ setting, where, text }: Found, scheme: RegExp, expected: string): string | null {
  if (text === '') return null;
  if (!scheme.test(text)) {
    // Whatever it is may hold a password.
    throw new ConfigError(`${setting} in ${where} must be ${expected}.`);
  }
  return text;
}

const leastSecretLength = 32;

function secret(given: Found, file: Found): string | null {
  const found = givenOrInFile(given, file);
  if (found === null) return null;
  if (found.secret.length >= leastSecretLength) return found.secret;
  throw new ConfigError(
    `${found.setting} in ${found.where} is too short: it takes ${leastSecretLength} characters or more, such as \`openssl rand -hex 32\` makes.`,
  );
}

function smtpUrl({ setting, where, text }: Found): string | null {
  if (text === '') return null;
  if (!/^smtps?:\/\//.test(text) || !URL.canParse(text)) {
    // Whatever it is may hold a password.
    throw new ConfigError(
      `${setting} in ${where} must be the URL of a mail server, \`smtp://user:password@host:587\` or \`smtps://…\`.`,
    );
  }
  return text;
}

function sender(found: Found): string {
  if (!/^([^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(found.text)) {
    throw wrong(found, 'an address, or `Name <address>`');
  }
  return found.text;
}

function wholeNumber(found: Found, least: number, most: number): number {
  const number = Number(found.text);
  if (!/^\d+$/.test(found.text) || number < least || number > most) {
    throw wrong(found, `a whole number from ${least} to ${most}`);
  }
  return number;
}

/** A week is time enough for whoever sends late; a century is for ever. */
function keepOf(jobs: Found, counts: Found): Keep {
  const [least, most] = [7, 36_500];
  const jobsDays = wholeNumber(jobs, least, most);
  return { jobsDays, countsDays: wholeNumber(counts, jobsDays, most) };
}

function networks(found: Found): string[] {
  const list = found.text.split(',').map((part) => part.trim());
  const named = list.filter((part) => part !== '');
  if (!named.every(isCidr))
    throw wrong(found, 'networks or addresses with commas between, such as `10.0.0.0/8,::1`');
  return named;
}

function baseUrl(found: Found): string | null {
  if (found.text === '') return null;
  const url = URL.parse(found.text);
  const isBase =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username + url.password === '' &&
    !/[?#]/.test(found.text);
  if (!isBase) {
    throw wrong(found, 'an http or https URL without a query, such as `https://status.example`');
  }
  return url.href.replace(/\/+$/, '');
}

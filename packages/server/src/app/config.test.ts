import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flagOf, flagSettings, readConfig } from './config.ts';
import { ConfigError } from './setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'platen-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const configFile = (text: string) => {
  const file = join(folder, 'platen.env');
  writeFileSync(file, text);
  return file;
};

describe('a setting', () => {
  it('has a default, so that nothing has to be set', () => {
    expect(readConfig({}, undefined, {})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      data: './data',
      databaseUrl: null,
      clickhouseUrl: null,
      logLevel: 'warn',
      trustedProxies: [],
      requestsPerMinute: 6000,
      publicUrl: null,
      allowedPrivateNetworks: [],
      keep: { jobsDays: 400, countsDays: 1200 },
      secret: null,
      smtpUrl: null,
      singleSignOn: null,
      mailFrom: 'Platen <platen@localhost>',
    });
  });

  it('is that of the command line, else of the environment, else of the config file', () => {
    const file = configFile('PLATEN_HOST=file\nPLATEN_DATA=/file\nPLATEN_PORT=1\n');
    const config = readConfig({ PLATEN_HOST: 'flag' }, file, { PLATEN_HOST: 'env', PLATEN_DATA: '/env' });
    expect(config).toMatchObject({ host: 'flag', data: '/env', port: 1, logLevel: 'warn' });
  });

  it('in a config file may be quoted and commented', () => {
    const file = configFile('# where we listen\nPLATEN_HOST="::1"\nexport PLATEN_PORT=0 # any\n');
    expect(readConfig({}, file, {})).toMatchObject({ host: '::1', port: 0 });
  });

  it('may name a database of PostgreSQL, in either of its ways', () => {
    for (const url of ['postgres://me:pass@db/platen', 'postgresql:///platen?host=/run/postgresql']) {
      expect(readConfig({}, undefined, { DATABASE_URL: url }).databaseUrl).toBe(url);
    }
  });

  it('may name a ClickHouse for the meter', () => {
    const url = 'https://me:pass@one:8443,two:8443/platen?cluster=print';
    expect(readConfig({}, undefined, { CLICKHOUSE_URL: url }).clickhouseUrl).toBe(url);
  });

  it('may name a mail server, and whom mails come from', () => {
    const env = { PLATEN_SMTP_URL: 'smtps://me:pass@mail.example', PLATEN_MAIL_FROM: 'print@school.example' };
    expect(readConfig({}, undefined, env)).toMatchObject({
      smtpUrl: 'smtps://me:pass@mail.example',
      mailFrom: 'print@school.example',
    });
  });

  it('that is a list has commas between, and blanks do not matter', () => {
    const env = { PLATEN_TRUSTED_PROXIES: ' 10.0.0.0/8, ::1 ,,192.0.2.7' };
    expect(readConfig({}, undefined, env).trustedProxies).toEqual(['10.0.0.0/8', '::1', '192.0.2.7']);
  });

  it('that is an address of ours loses the slash at its end', () => {
    const publicUrl = (text: string) => readConfig({ PLATEN_PUBLIC_URL: text }, undefined, {}).publicUrl;
    expect(publicUrl('https://Status.example/')).toBe('https://status.example');
    expect(publicUrl('http://print.example:8080/status//')).toBe('http://print.example:8080/status');
  });

  it('of another program in the environment is none of ours', () => {
    expect(readConfig({}, undefined, { PLATEN_COLOUR: 'blue', PORT: 'x' }).port).toBe(8080);
  });

  it('has a flag of its name, unless it is a secret', () => {
    expect(flagSettings.map(flagOf)).toEqual([
      'host',
      'port',
      'data',
      'secret-file',
      'log-level',
      'trusted-proxies',
      'requests-per-minute',
      'public-url',
      'allowed-private-networks',
      'keep-jobs-days',
      'keep-counts-days',
      'mail-from',
      'oidc-issuer',
      'oidc-client-id',
      'oidc-client-secret-file',
      'oidc-label',
      'oidc-scopes',
      'oidc-admits',
      'oidc-trusts-email',
      'oidc-roles',
    ]);
  });
});

describe('a setting that cannot be used', () => {
  it('is not shown where it may hold a secret', () => {
    for (const text of ['mysql://me:hunter2@db/platen', 'postgres:/me:hunter2@db', 'hunter2']) {
      const read = () => readConfig({}, undefined, { DATABASE_URL: text });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow('DATABASE_URL in the environment must be the URL of a PostgreSQL database');
      expect(read).not.toThrow('hunter2');
    }
    const read = () => readConfig({}, undefined, { CLICKHOUSE_URL: 'tcp://me:hunter2@db:9000' });
    expect(read).toThrow('CLICKHOUSE_URL in the environment must be the URL of a ClickHouse database');
    expect(read).not.toThrow('hunter2');
  });

  const wholeNumber = 'a whole number from';
  it.each([
    ['PLATEN_PORT', '80a', 'a whole number from 0 to 65535'],
    ['PLATEN_PORT', '65536', wholeNumber],
    ['PLATEN_PORT', '-1', wholeNumber],
    ['PLATEN_PORT', '8e3', wholeNumber],
    ['PLATEN_PORT', '', wholeNumber],
    ['PLATEN_REQUESTS_PER_MINUTE', '0', 'a whole number from 1 to'],
    ['PLATEN_KEEP_JOBS_DAYS', '6', 'a whole number from 7 to 36500'],
    ['PLATEN_KEEP_COUNTS_DAYS', '399', 'a whole number from 400 to 36500'],
    ['PLATEN_LOG_LEVEL', 'loud', 'one of debug, info, warn, error, silent'],
    ['PLATEN_TRUSTED_PROXIES', '10.0.0.0/8,proxy', 'networks or addresses'],
    ['PLATEN_ALLOWED_PRIVATE_NETWORKS', '10.0.0.0/8;::1', 'networks or addresses'],
    ['PLATEN_PUBLIC_URL', 'status.example', 'an http or https URL'],
    ['PLATEN_PUBLIC_URL', 'ftp://status.example', 'an http or https URL'],
    ['PLATEN_PUBLIC_URL', 'https://me:pass@status.example', 'an http or https URL'],
    ['PLATEN_PUBLIC_URL', 'https://status.example/?', 'an http or https URL without a query'],
    ['PLATEN_HOST', '', 'something'],
    ['PLATEN_DATA', '', 'something'],
  ])('%s as "%s" is refused with what it may be, wherever it was set', (setting, text, expected) => {
    const file = configFile(`${setting}="${text}"\n`);
    for (const [read, where] of [
      [() => readConfig({ [setting]: text }, undefined, {}), 'the command line'],
      [() => readConfig({}, undefined, { [setting]: text }), 'the environment'],
      [() => readConfig({}, file, {}), file],
    ] as const) {
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(`${setting} is "${text}" in ${where}, but must be ${expected}`);
    }
  });

  it('does not hide behind a good one of less weight, nor spoil one of more', () => {
    const file = configFile('PLATEN_PORT=8081\n');
    expect(() => readConfig({}, file, { PLATEN_PORT: 'x' })).toThrow('in the environment');
    expect(readConfig({ PLATEN_PORT: '1' }, file, { PLATEN_PORT: 'x' }).port).toBe(1);
  });
});

describe('a config file', () => {
  it('with a name that is no setting is refused with those that are', () => {
    const file = configFile('PLATEN_PORT=1\nPLATEN_PROT=2\n');
    const read = () => readConfig({}, file, {});
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      `${file} sets PLATEN_PROT, which is no setting. There are PLATEN_HOST, PLATEN_PORT,`,
    );
  });

  it('that is not there is refused with its path', () => {
    const file = join(folder, 'nowhere.env');
    const read = () => readConfig({}, file, {});
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`The config file ${file} cannot be read: ENOENT`);
  });
});

describe('single sign-on', () => {
  const whole = {
    PLATEN_OIDC_ISSUER: 'https://login.school.example/realms/staff',
    PLATEN_OIDC_CLIENT_ID: 'platen',
    PLATEN_OIDC_CLIENT_SECRET: 'not to be shown',
  };

  it('is off without an issuer, and has defaults for all but what nobody can guess', () => {
    expect(readConfig({}, undefined, { ...whole, PLATEN_OIDC_ISSUER: '' }).singleSignOn).toBeNull();
    expect(readConfig({}, undefined, whole).singleSignOn).toEqual({
      provider: {
        issuer: 'https://login.school.example/realms/staff',
        clientId: 'platen',
        clientSecret: 'not to be shown',
        scopes: 'openid email profile',
      },
      label: 'Single sign-on',
      policy: { admits: 'invited', trustsEmail: 'verified', roles: null },
    });
  });

  it('has its secret in a file, if it is to be', () => {
    const file = configFile('of a file\n');
    const { PLATEN_OIDC_CLIENT_SECRET: _, ...rest } = whole;
    const env = { ...rest, PLATEN_OIDC_CLIENT_SECRET_FILE: file };
    expect(readConfig({}, undefined, env).singleSignOn?.provider.clientSecret).toBe('of a file');
  });

  it('gives roles by the values of a claim', () => {
    const PLATEN_OIDC_ROLES = 'groups: Print=admins=4725fffa:admin, Staff=4725fffa:viewer';
    expect(readConfig({}, undefined, { ...whole, PLATEN_OIDC_ROLES }).singleSignOn?.policy.roles).toEqual({
      claim: 'groups',
      rules: [
        { value: 'Print=admins', orgId: '4725fffa', role: 'admin' },
        { value: 'Staff', orgId: '4725fffa', role: 'viewer' },
      ],
    });
  });

  it.each([
    { PLATEN_OIDC_ISSUER: 'http://login.school.example' },
    { PLATEN_OIDC_ISSUER: 'https://login.school.example?x=1' },
    { PLATEN_OIDC_ISSUER: 'login.school.example' },
    { PLATEN_OIDC_CLIENT_ID: '' },
    { PLATEN_OIDC_CLIENT_SECRET: '' },
    { PLATEN_OIDC_CLIENT_SECRET_FILE: '/nowhere' },
    { PLATEN_OIDC_SCOPES: 'email' },
    { PLATEN_OIDC_ADMITS: 'everybody' },
    { PLATEN_OIDC_TRUSTS_EMAIL: 'yes' },
    { PLATEN_OIDC_ROLES: 'groups' },
    { PLATEN_OIDC_ROLES: 'groups: Staff=4725fffa:king' },
    { PLATEN_OIDC_ROLES: 'groups: Staff=4725fffa:viewer,' },
  ])('is refused with %j, and shows no secret', (changed) => {
    const read = () => readConfig({}, undefined, { ...whole, ...changed });
    expect(read).toThrow(ConfigError);
    expect(read).not.toThrow('not to be shown');
  });
});

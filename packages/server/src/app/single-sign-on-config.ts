import { type Role, roles } from '@platen/contract';
import type { AdmissionPolicy, ProviderConfig, RoleMapping } from '../people/index.ts';
import { ConfigError, type Found, givenOrInFile, oneOf, wrong } from './setting.ts';

export interface SingleSignOnConfig {
  readonly provider: ProviderConfig;
  /** What stands on the button. */
  readonly label: string;
  readonly policy: AdmissionPolicy;
}

/** By their names in the environment, with their defaults. */
export const singleSignOnSettings = {
  PLATEN_OIDC_ISSUER: '',
  PLATEN_OIDC_CLIENT_ID: '',
  PLATEN_OIDC_CLIENT_SECRET: '',
  PLATEN_OIDC_CLIENT_SECRET_FILE: '',
  PLATEN_OIDC_LABEL: 'Single sign-on',
  PLATEN_OIDC_SCOPES: 'openid email profile',
  PLATEN_OIDC_ADMITS: 'invited',
  PLATEN_OIDC_TRUSTS_EMAIL: 'verified',
  PLATEN_OIDC_ROLES: '',
} as const;

type Setting = keyof typeof singleSignOnSettings;

/** Null where no issuer is set. @throws ConfigError */
export function readSingleSignOn(look: (setting: Setting) => Found): SingleSignOnConfig | null {
  const issuer = look('PLATEN_OIDC_ISSUER');
  if (issuer.text === '') return null;
  const [clientId, label] = [look('PLATEN_OIDC_CLIENT_ID'), look('PLATEN_OIDC_LABEL')];
  const secret = givenOrInFile(look('PLATEN_OIDC_CLIENT_SECRET'), look('PLATEN_OIDC_CLIENT_SECRET_FILE'));
  if (clientId.text === '' || secret === null)
    throw new ConfigError(
      `${issuer.setting} is set in ${issuer.where}, so PLATEN_OIDC_CLIENT_ID and PLATEN_OIDC_CLIENT_SECRET or PLATEN_OIDC_CLIENT_SECRET_FILE must be set too.`,
    );
  return {
    provider: {
      issuer: issuerOf(issuer),
      clientId: clientId.text,
      clientSecret: secret.secret,
      scopes: scopesOf(look('PLATEN_OIDC_SCOPES')),
    },
    label: label.text,
    policy: {
      admits: oneOf(look('PLATEN_OIDC_ADMITS'), ['invited', 'anyone']),
      trustsEmail: oneOf(look('PLATEN_OIDC_TRUSTS_EMAIL'), ['verified', 'any']),
      roles: mappingOf(look('PLATEN_OIDC_ROLES')),
    },
  };
}

/** As it is written, for it is compared with what the provider writes. */
function issuerOf(found: Found): string {
  const url = URL.parse(found.text);
  const isThisMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisMachine);
  if (!isSafe || /[?#]/.test(found.text))
    throw wrong(found, 'the https URL of an issuer, such as `https://login.school.example/realms/staff`');
  return found.text;
}

function scopesOf(found: Found): string {
  if (!found.text.split(' ').includes('openid'))
    throw wrong(found, 'scopes with spaces between, `openid` among them');
  return found.text;
}

const rule = new RegExp(`^(.+)=([0-9a-f]{8}):(${roles.join('|')})$`);

/** `groups: Print admins=4725fffa:admin, Teachers=4725fffa:viewer` */
function mappingOf(found: Found): RoleMapping | null {
  if (found.text === '') return null;
  const [, claim = '', list = ''] = /^([^\s]+): *(.+)$/.exec(found.text) ?? [];
  const rules = list.split(/, */).map((text) => {
    const [, value = '', orgId = '', role = ''] = rule.exec(text) ?? [];
    return { value, orgId, role: role as Role };
  });
  if (rules.some(({ value }) => value === ''))
    throw wrong(
      found,
      'a claim and what its values give, such as `groups: Print admins=4725fffa:admin, Staff=4725fffa:viewer`',
    );
  return { claim, rules };
}

import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Clock } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import { hashPassword, verifyPassword } from '../password.ts';
import type { Rows } from '../rows.ts';
import { ledgerAdapter } from './adapter.ts';
import { beginSessions } from './begin-sessions.ts';

export interface Surroundings {
  readonly rows: Rows;
  readonly clock: Clock;
  /** What cookies are signed with, 32 characters or more. */
  readonly secret: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** `__Host-…` where the public URL is https. */
  readonly cookiePrefix: string;
  readonly basePath: string;
  /** The header that tells where a request comes from. */
  readonly addressHeader: string;
  report(message: string): void;
}

const daySeconds = 86_400;
const prefixes: Readonly<Record<string, string>> = {
  user: 'usr',
  session: 'ses',
  account: 'acc',
  verification: 'vrf',
  twoFactor: 'sec',
  passkey: 'psk',
};

/** The library that signs people in. */
export interface Library {
  readonly handler: (request: Request) => Promise<Response>;
  /** Signs in whoever was proven by a way that is not the library's: its answer has the cookie. `headers`: of the request. */
  beginSession(personId: string, headers: Headers): Promise<Response>;
}

/** On our tables. It takes 40 MB and a third of a second, so nobody loads it in vain. */
export function openBetterAuth(around: Surroundings): Library {
  const { rows, clock, publicUrl, basePath, secret } = around;
  const auth = betterAuth({
    appName: 'Platen',
    baseURL: publicUrl,
    basePath,
    secret,
    database: ledgerAdapter(rows, clock),
    trustedOrigins: [new URL(publicUrl).origin],
    emailAndPassword: {
      enabled: true,
      // People are made by links alone.
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ password, hash }) => verifyPassword(password, hash) },
    },
    plugins: [twoFactor({ issuer: 'Platen' }), beginSessions()],
    session: { expiresIn: 7 * daySeconds, updateAge: daySeconds },
    verification: { storeIdentifier: 'hashed' },
    // Ours are kept in the ledger, for all servers, and count by person too.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_, message) => around.report(message) },
    advanced: {
      // The edge has done it, and for a browser that knows the server by another name too.
      disableCSRFCheck: true,
      useSecureCookies: false,
      cookiePrefix: around.cookiePrefix,
      defaultCookieAttributes: {
        httpOnly: true,
        sameSite: 'lax',
        path: '/',
        secure: publicUrl.startsWith('https:'),
      },
      ipAddress: { ipAddressHeaders: [around.addressHeader] },
      database: { generateId: ({ model }) => newId(prefixes[model] ?? 'row', clock.now()) },
    },
  });
  return {
    handler: auth.handler,
    beginSession: (personId, headers) =>
      auth.api.beginSession({ body: { personId }, headers, asResponse: true }),
  };
}

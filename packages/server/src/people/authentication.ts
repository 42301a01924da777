import { invalidField, type ProblemCode, Refusal } from '@platen/contract';
import type { Clock } from '../kit/clock.ts';
import { type Attempt, takeAttempt } from './attempts.ts';
import type { Library } from './better-auth/open.ts';
import { refuseWeak } from './password.ts';
import { sameEmail } from './person.ts';
import { provePasskey, signInChallenge } from './prove-passkey.ts';
import {
  beginSingleSignOn,
  endSingleSignOn,
  type SingleSignOnContext,
} from './single-sign-on/single-sign-on.ts';

/** Below it all that signs people in has its paths. */
export const authenticationPath = '/auth';

/** What of the library is let through, below that path. Making people, for one, is not. */
const allowed: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'GET /get-session',
  'POST /change-password',
  'POST /two-factor/enable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
  'POST /two-factor/disable',
]);

/** Ways that are ours; each answers, by the library where somebody is signed in. */
const own: Readonly<Record<string, Way>> = {
  'POST /passkey/options': async (people) => Response.json(await signInChallenge(people)),
  'POST /sign-in/passkey': async (people, { body, headers }, { beginSession }) =>
    beginSession(await provePasskey(people, (body?.value as Body | undefined)?.credential), headers),
  'GET /single-sign-on': beginSingleSignOn,
  'GET /single-sign-on/callback': (people, request, { beginSession }) =>
    endSingleSignOn(people, request, beginSession),
};
type Way = (
  people: AuthenticationContext,
  request: AuthenticationRequest,
  library: Library,
) => Promise<Response>;

export interface AuthenticationRequest {
  readonly method: string;
  /** Path and query, without the host. */
  readonly url: string;
  readonly headers: Headers;
  /** As it came, and as it was read. */
  readonly body: { readonly text: string; readonly value: unknown } | undefined;
  /** Where the request comes from. */
  readonly address: string;
}

export interface AuthenticationContext extends SingleSignOnContext {
  readonly clock: Clock;
  /** What cookies are signed with; undefined where there is no secret, so that nobody can sign in. */
  readonly secret: string | undefined;
}

/** By which the library is told where a request comes from. */
const addressHeader = 'x-platen-address';

/** Signs people in and out, by a library that is loaded when the first of them comes. */
export class Authentication {
  readonly #context: AuthenticationContext;
  #library: Promise<Library> | undefined;

  constructor(context: AuthenticationContext) {
    this.#context = context;
  }

  get isPossible(): boolean {
    return this.#context.secret !== undefined;
  }

  /** The name of the cookie that holds the token of a session. */
  get cookieName(): string {
    return `${cookiePrefix(this.#context.publicUrl())}.session_token`;
  }

  /** Answers with the library's answer, without what is secret in it. */
  async answer(request: AuthenticationRequest): Promise<Response> {
    const path = new URL(request.url, 'http://platen').pathname.slice(authenticationPath.length);
    const asked = `${request.method} ${path}`;
    const way = own[asked];
    if (!way && !allowed.has(asked)) throw new Refusal('not_found', 'No such path.');
    this.#library = this.#library ?? this.#load();
    const library = await this.#library;
    const attempt = await this.#prepare(request);
    request.headers.set(addressHeader, request.address);
    const response = await (way
      ? way(this.#context, request, library)
      : library.handler(this.#requestFor(request)));
    if (!response.ok && response.status !== 302) throw await refusalOf(response);
    await attempt?.wentWell();
    return withoutTokens(response);
  }

  async #load(): Promise<Library> {
    const { store, clock, secret, publicUrl, report } = this.#context;
    if (secret === undefined) {
      throw new Refusal(
        'conflict',
        'This deployment has nothing to sign cookies with: its operator has to set PLATEN_SECRET_FILE.',
      );
    }
    const { openBetterAuth } = await import('./better-auth/open.ts');
    const url = publicUrl();
    return openBetterAuth({
      rows: store.rows,
      clock,
      secret,
      publicUrl: url,
      basePath: authenticationPath,
      cookiePrefix: cookiePrefix(url),
      addressHeader,
      report,
    });
  }

  /** What proves something may be guessed: a password and a code by whoever signs in, a password by whoever found a session. */
  async #prepare({ body, headers, address }: AuthenticationRequest): Promise<Attempt | undefined> {
    const { email, newPassword, password, currentPassword, code, credential } = (body?.value ?? {}) as Body;
    if (typeof newPassword === 'string') refuseWeak(newPassword, '', 'body.newPassword');
    const isProof = [password, currentPassword, code].some((proof) => typeof proof === 'string');
    if (!isProof && credential === undefined) return undefined;
    const cookie = `cookie ${headers.get('cookie') ?? ''}`;
    const { id: passkey } = (credential ?? {}) as { id?: unknown };
    const who = typeof email === 'string' ? sameEmail(email) : cookie;
    return takeAttempt(this.#context, typeof passkey === 'string' ? `passkey ${passkey}` : who, address);
  }

  #requestFor({ method, url, headers, body }: AuthenticationRequest): Request {
    return new Request(this.#context.publicUrl() + url, { method, headers, body: body?.text ?? null });
  }
}

type Body = Readonly<
  Partial<Record<'email' | 'newPassword' | 'password' | 'currentPassword' | 'code' | 'credential', unknown>>
>;

/** With `__Host-` a browser takes it from nobody but this very host. */
function cookiePrefix(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-platen' : 'platen';
}

const codes: Readonly<Record<number, ProblemCode>> = {
  401: 'sign_in_refused',
  403: 'scope_missing',
  404: 'not_found',
  429: 'too_many_attempts',
};

/** In our words where it is the usual, and the library's own sentence where it is about the input. */
async function refusalOf(response: Response): Promise<Refusal> {
  const { message, code } = (await response.json().catch(() => ({}))) as { message?: string; code?: string };
  if (response.status >= 500)
    return new Refusal('internal', 'Something went wrong here. It is in the log under the request id.', {
      cause: new Error(`The library that signs people in answered ${response.status} (${code}).`),
    });
  const problem = codes[response.status];
  const sentence = message ?? 'is not as it should be';
  if (problem) return new Refusal(problem, `${sentence}.`);
  const [, location = 'body'] = /^\[(body[\w.]*)\]/.exec(sentence) ?? [];
  return invalidField(location, `was refused: ${sentence}`, 'Correct it, and send it again.');
}

/** The token of a session belongs into the cookie alone, which no script can read. */
async function withoutTokens(response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('application/json')) return response;
  const { token: _, session, ...rest } = ((await response.json()) ?? {}) as Record<string, unknown>;
  const { token: __, ...shown } = (session ?? {}) as Record<string, unknown>;
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return Response.json(session === undefined ? rest : { ...rest, session: shown }, {
    status: response.status,
    headers,
  });
}

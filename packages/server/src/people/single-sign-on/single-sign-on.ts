import { Refusal } from '@platen/contract';
import { keepChallenge, takeChallenge } from '../challenge.ts';
import type { PeopleContext } from '../store.ts';
import { type AdmissionPolicy, admitPerson, type NotAdmitted } from './admit-person.ts';
import { Cancelled, type Checks, type Provider } from './provider.ts';

export interface SingleSignOn {
  readonly provider: Provider;
  /** What stands on the button. */
  readonly label: string;
  readonly policy: AdmissionPolicy;
}

export interface SingleSignOnContext extends PeopleContext {
  /** Undefined where no provider is set. */
  readonly singleSignOn: SingleSignOn | undefined;
  /** Without a slash at the end. */
  publicUrl(): string;
  report(message: string): void;
}

/** What of a request it takes: the path with the query, and the cookies. */
interface Came {
  readonly url: string;
  readonly headers: Headers;
}

const path = '/auth/single-sign-on';
const purpose = 'single sign-on';
const lastsSeconds = 600;

/** Sends the browser to the provider, with a cookie to know it by. */
export async function beginSingleSignOn(people: SingleSignOnContext, { url }: Came): Promise<Response> {
  const { provider } = chosen(people);
  const publicUrl = people.publicUrl();
  const back = new URL(url, publicUrl).searchParams.get('back') ?? '';
  try {
    const { url: away, checks } = await provider.begin(`${publicUrl}${path}/callback`);
    const { state, ...rest } = checks;
    const kept = JSON.stringify({ ...rest, back: insideOf(back) } satisfies Kept);
    await keepChallenge(people, state, purpose, { value: kept, lastsMs: lastsSeconds * 1000 });
    return redirect(away, cookie(publicUrl, state, lastsSeconds));
  } catch (error) {
    return refuse(people, 'provider', error);
  }
}

interface Kept extends Omit<Checks, 'state'> {
  readonly back: string;
}

/** Where the provider sends the browser back to. `signIn`: begins a session, and answers with its cookies. */
export async function endSingleSignOn(
  people: SingleSignOnContext,
  { url, headers }: Came,
  signIn: (personId: string, headers: Headers) => Promise<Response>,
): Promise<Response> {
  const { provider, policy } = chosen(people);
  const publicUrl = people.publicUrl();
  const cameTo = new URL(publicUrl + url);
  const state = cameTo.searchParams.get('state') ?? '';
  const isSame = cookieOf(headers, cookieName(publicUrl)) === state;
  const kept = isSame ? await takeChallenge(people, state, purpose) : undefined;
  if (kept === undefined) return refuse(people, 'late');
  const { back, ...checks } = JSON.parse(kept) as Kept;
  const claims = await provider
    .finish(cameTo, { state, ...checks })
    .catch((error: unknown) => refuse(people, error instanceof Cancelled ? 'cancelled' : 'provider', error));
  if (claims instanceof Response) return claims;
  const admitted = await admitPerson(people, provider.issuer, policy, claims);
  if ('refused' in admitted) return refuse(people, admitted.refused);
  const signedIn = await signIn(admitted.personId, headers);
  return redirect(publicUrl + back, cookie(publicUrl, '', 0), ...signedIn.headers.getSetCookie());
}

function chosen({ singleSignOn }: SingleSignOnContext): SingleSignOn {
  if (singleSignOn) return singleSignOn;
  throw new Refusal(
    'not_found',
    'This deployment has no single sign-on: its operator has to set PLATEN_OIDC_ISSUER.',
  );
}

/** Why nobody was signed in; a page of the console has the words. */
type NotSignedIn = NotAdmitted | 'cancelled' | 'late' | 'provider';

function refuse(people: SingleSignOnContext, why: NotSignedIn, error?: unknown): Response {
  if (why === 'provider') people.report(`Single sign-on failed: ${messagesOf(error).join(': ')}`);
  const publicUrl = people.publicUrl();
  return redirect(`${publicUrl}/console/not-signed-in/${why}`, cookie(publicUrl, '', 0));
}

function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}

function redirect(location: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location });
  for (const each of cookies) headers.append('set-cookie', each);
  return new Response(null, { status: 302, headers });
}

/** To a page of the console and nowhere else. */
function insideOf(back: string): string {
  return /^\/console\/(?!.*\.\.)[\w\-./?=&%+:,]*$/.test(back) ? back : '/console/';
}

function cookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}platen.single_sign_on`;
}

function cookie(publicUrl: string, value: string, maxAge: number): string {
  const secure = publicUrl.startsWith('https:') ? ' Secure;' : '';
  return `${cookieName(publicUrl)}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly;${secure} SameSite=Lax`;
}

function cookieOf(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

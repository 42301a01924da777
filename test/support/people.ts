import { randomUUID } from 'node:crypto';
import type { Role } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import type { Platen } from './platen.ts';

export const ada = {
  name: 'Ada Larsen',
  email: 'ada@clinic.example',
  password: 'four grey owls on a roof',
} as const;

/** The token of the set-up link that the server told when it started. */
export function setUpToken({ server }: Pick<Platen, 'server'>): string {
  return server.setUpLink?.split('/').at(-1) ?? '';
}

/** Makes the first person, and answers what they would sign in by. */
export async function setUpAda(platen: Platen): Promise<void> {
  const body = JSON.stringify({ token: setUpToken(platen), ...ada });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${platen.url}/v1/set-up`, { method: 'POST', headers, body });
  if (response.status !== 201) throw new Error(await response.text());
}

/** As a browser sends it from the console. */
export function post(
  { url }: { readonly url: string },
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify(body),
  });
}

/** What a browser would keep of an answer, to be sent as its `Cookie`. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

/** Signs in, and answers the cookies. */
export async function signIn(
  platen: { readonly url: string },
  who: { readonly email: string; readonly password: string },
): Promise<string> {
  const { email, password } = who;
  const response = await post(platen, '/auth/sign-in/email', { email, password });
  if (!response.ok) throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`);
  return cookiesOf(response);
}

/** A request by a session, as a browser sends it from the console. */
export function askAs(
  { url }: { readonly url: string },
  path: string,
  cookie: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(url + path, {
    ...init,
    headers: { cookie, 'sec-fetch-site': 'same-origin', ...init.headers },
  });
}

/** A client that has a session and no key. */
export function clientAs({ url }: { readonly url: string }, cookie: string): PlatenClient {
  const send: typeof fetch = (input, init) => askAs({ url: '' }, String(input), cookie, init);
  return new PlatenClient({ url, retries: 0, fetch: send });
}

/** What is in the cookie of a session, without its signature. */
export function sessionTokenOf(cookies: string): string {
  return /session_token=([^.;]+)/.exec(cookies)?.[1] ?? '';
}

/** The token at the end of a link. */
export function tokenOf({ link }: { readonly link: string | null }): string {
  return link?.split('/').at(-1) ?? '';
}

/** A person who was invited into the organization and has come. */
export async function addMember(platen: Platen, orgId: string, role: Role) {
  const email = `${role}.${randomUUID()}@clinic.example`;
  const body = { email, role };
  const invitation = await platen.operator.call('createInvitation', { params: { org_id: orgId }, body });
  return accept(platen, invitation, email, `A ${role}`);
}

/** A person who was invited to run the deployment and has come. */
export async function addOperator(platen: Platen) {
  const email = `operator.${randomUUID()}@clinic.example`;
  return accept(
    platen,
    await platen.operator.call('createOperatorInvitation', { body: { email } }),
    email,
    'One',
  );
}

async function accept(platen: Platen, invitation: { link: string | null }, email: string, name: string) {
  const { password } = ada;
  const response = await post(platen, '/v1/invitations/accept', {
    token: tokenOf(invitation),
    name,
    password,
  });
  if (!response.ok) throw new Error(await response.text());
  const { id } = (await response.json()) as { id: string };
  return { id, email, password };
}

import type { Problem } from '@platen/contract';
import { PlatenError, UnreachableError } from '@platen/sdk';

/** Why somebody could not log in; `slow`: after too many attempts. */
export type LoginFailure = 'wrong' | 'slow' | 'unreachable';

/**
 * Logs in in this browser, which keeps the session in a cookie that no script can read. Undefined: it went well; `code`: as
 * far as the second factor.
 */
export async function logIn(email: string, password: string): Promise<LoginFailure | 'code' | undefined> {
  const response = await post('/auth/sign-in/email', { email, password });
  if (!response?.ok) return loginFailure(response);
  const { twoFactorRedirect } = (await response.json()) as { twoFactorRedirect?: boolean };
  return twoFactorRedirect ? 'code' : undefined;
}

/** The second factor: six digits from an app, or one of the codes that were written down. */
export async function proveCode(code: string): Promise<LoginFailure | undefined> {
  const way = /^\d{6}$/.test(code) ? 'totp' : 'backup-code';
  return loginFailure(await post(`/auth/two-factor/verify-${way}`, { code }));
}

/** Why this answer let nobody in; undefined when it did. */
export function loginFailure(response: Response | undefined): LoginFailure | undefined {
  if (response?.ok) return undefined;
  if (!response || response.status >= 500) return 'unreachable';
  return response.status === 429 ? 'slow' : 'wrong';
}

export async function logOut(): Promise<void> {
  await post('/auth/sign-out', {});
}

/**
 * Asks what has no route of its own, as the client asks the others.
 *
 * @throws PlatenError, UnreachableError
 */
export async function askAuth<T>(path: string, body: object): Promise<T> {
  const response = await post(path, body);
  if (!response) throw new UnreachableError('Nothing answers.');
  if (!response.ok) throw new PlatenError((await response.json()) as Problem);
  return (await response.json()) as T;
}

/** Undefined: nothing answered. */
export async function post(path: string, body: object): Promise<Response | undefined> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return undefined;
  }
}

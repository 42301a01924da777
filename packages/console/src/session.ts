/** Why somebody could not log in; `slow`: after too many attempts. */
export type LoginFailure = 'wrong' | 'slow' | 'unreachable';

/** Logs in in this browser, which keeps the session in a cookie that no script can read. Undefined: it went well. */
export async function logIn(email: string, password: string): Promise<LoginFailure | undefined> {
  const response = await post('/auth/sign-in/email', { email, password });
  if (response?.ok) return undefined;
  if (!response || response.status >= 500) return 'unreachable';
  return response.status === 429 ? 'slow' : 'wrong';
}

export async function logOut(): Promise<void> {
  await post('/auth/sign-out', {});
}

async function post(path: string, body: object): Promise<Response | undefined> {
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

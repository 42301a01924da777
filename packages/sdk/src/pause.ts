const longestPauseMs = 30_000;

/**
 * Waits as long as the server asked, or longer and longer: `baseMs`, doubled with each attempt, give or take a half.
 * Aborting ends the wait.
 */
export async function pause(
  attempt: number,
  retryAfter: string | null | undefined,
  { baseMs = 250, signal }: { readonly baseMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const asked = Number(retryAfter) * 1000;
  const ms = asked > 0 ? asked : baseMs * 2 ** attempt * (0.5 + Math.random());
  await new Promise<void>((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, longestPauseMs));
    signal?.addEventListener('abort', end);
  });
}

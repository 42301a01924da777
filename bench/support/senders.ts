import type { IngestReceipt } from '@platen/contract';

export interface Post {
  readonly orgId: string;
  readonly key: string;
  /** A JSON array of job events. */
  readonly body: string;
}

/** Posts all of it by several senders at once, and tells how many seconds it took. */
export async function postBodies(url: string, posts: readonly Post[], senders: number): Promise<number> {
  const waiting = posts.values();
  const began = performance.now();
  const send = async () => {
    for (const post of waiting) await postBody(url, post);
  };
  await Promise.all(Array.from({ length: senders }, send));
  return (performance.now() - began) / 1000;
}

/** @throws Error when not every event is taken. */
export async function postBody(url: string, { orgId, key, body }: Post): Promise<void> {
  const response = await fetch(`${url}/v1/orgs/${orgId}/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body,
  });
  const receipt = (await response.json()) as IngestReceipt;
  if (response.status !== 202 || receipt.rejected.length > 0) {
    throw new Error(
      `A batch was not taken whole: ${response.status} ${JSON.stringify(receipt).slice(0, 300)}`,
    );
  }
}

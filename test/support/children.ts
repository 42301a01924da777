import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

// The bench has servers of the same kind, and so have all tests together; there whoever starts one stops it.
if ('VITEST_WORKER_ID' in process.env) {
  const { afterAll } = await import('vitest');
  afterAll(() => {
    for (const child of running) child.kill('SIGKILL');
  });
}

/** A test that runs out of time does not come to its end: what it has started must not go on without it. */
export function endWithTests(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

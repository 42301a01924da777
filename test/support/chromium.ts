import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const program = '/usr/bin/chromium';

/** Why no browser can be run here; undefined when one can. */
export function whyNoChromium(): string | undefined {
  return existsSync(program) ? undefined : `${program} is not installed`;
}

/** Debian's browser, without a window. It ends with `close`, and with the process that started it. */
export function startChromium(): Promise<Browser> {
  // The pages it is shown are our own; as root it does not start within its sandbox.
  return chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}

/** A browser of few words: goes where it is sent, and keeps the cookies of each host. */
export class Browsing {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Hosts that are to be found elsewhere. */
  readonly #moved: ReadonlyMap<string, string>;

  constructor(moved: Readonly<Record<string, string>> = {}) {
    this.#moved = new Map(Object.entries(moved));
  }

  /** Goes there, and on to where it is sent, until `until` or somewhere that sends it no further. */
  async goTo(url: string, until = (_: string) => false): Promise<string> {
    let here = url;
    for (let steps = 0; steps < 20; steps++) {
      if (until(here)) return here;
      const response = await this.ask(here);
      await response.arrayBuffer();
      const next = response.headers.get('location');
      if (next === null) return here;
      here = new URL(next, here).href;
    }
    throw new Error(`It never comes to an end at ${here}.`);
  }

  async ask(url: string): Promise<Response> {
    const { origin, pathname, search } = new URL(url);
    const headers = { cookie: this.cookies(origin) };
    const response = await fetch((this.#moved.get(origin) ?? origin) + pathname + search, {
      headers,
      redirect: 'manual',
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(origin, cookie);
    return response;
  }

  cookies(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keep(origin: string, cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(/;\s*/);
    const at = pair.indexOf('=');
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    const isOver = attributes.some(
      (each) => /^max-age=0$/i.test(each) || /^expires=Thu, 01 Jan 1970/i.test(each),
    );
    if (isOver) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
    this.#cookies.set(origin, jar);
  }
}

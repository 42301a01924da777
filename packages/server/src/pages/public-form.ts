import type { RegionPage } from '../status/index.ts';

/** One form in which a region's public page is read. */
export interface PublicForm {
  /** Below `/status/{region}`; empty for the page itself. */
  readonly path: string;
  readonly mediaType: string;
  write(page: RegionPage, site: Site): string;
}

/** Where the public reaches this server. */
export interface Site {
  /** The base URL without a slash at its end, such as `https://status.example`. */
  readonly url: string;
  /** How one may subscribe there; undefined: not at all. */
  readonly subscribing?: Subscribing;
}

export interface Subscribing {
  readonly mail: boolean;
  readonly webhook: boolean;
}

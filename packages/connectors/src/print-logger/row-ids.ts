import { createHash } from 'node:crypto';

/** Rows of one day are all in a file or not at all begun, and files are in order but for the turn of a day. */
const daysRemembered = 2;

/**
 * Identifies rows of a log that gives its jobs no id: by a hash of the row, and an ordinal among equal rows, which are
 * real (the same document sent twice in a second). Daily, monthly and all-time files hold the same rows of a day in the
 * same order, so a row has the same id in each of them, and importing one after the other changes nothing.
 *
 * The id tells nothing of a user or a title. Names alone could be guessed from their hash; here one hash covers all
 * fields at once, so a guess can only be confirmed by someone who has the exact time, printer, title, client and size
 * of the document already: the row itself.
 */
export class RowIds {
  readonly #ordinals = new Map<string, Map<string, number>>();

  /** `fields` as decoded, so that the encoding and the quotation marks of a file make no difference. */
  next(date: string, fields: readonly string[]): string {
    const hash = createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32);
    const ofDay = this.#day(date);
    const ordinal = (ofDay.get(hash) ?? 0) + 1;
    ofDay.set(hash, ordinal);
    return `${hash}/${ordinal}`;
  }

  /** Another file begins. */
  restart(): void {
    this.#ordinals.clear();
  }

  #day(date: string): Map<string, number> {
    const known = this.#ordinals.get(date);
    if (known) return known;
    const [oldest] = this.#ordinals.keys();
    if (oldest !== undefined && this.#ordinals.size >= daysRemembered) this.#ordinals.delete(oldest);
    const fresh = new Map<string, number>();
    this.#ordinals.set(date, fresh);
    return fresh;
  }
}

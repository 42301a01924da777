/** What is mailed to one person. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What its `Message-ID` begins with. */
  readonly id: string;
}

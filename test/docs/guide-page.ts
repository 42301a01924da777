/**
 * How a page of the guide is written: an `sh` block is run; a `json` or `text` block after it is its answer; a `console`
 * block shows what is done elsewhere and is not run. There are no other blocks.
 */
export interface Step {
  /** Where the block begins in the page, from 1. */
  readonly line: number;
  readonly command: string;
  readonly answer: Answer | undefined;
}

export interface Answer {
  readonly language: 'json' | 'text';
  readonly text: string;
}

export interface GuidePage {
  /** What stands before the first command. */
  readonly introduction: string;
  readonly steps: readonly Step[];
}

export function readGuidePage(markdown: string): GuidePage {
  const steps: Step[] = [];
  const blocks = [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  for (const [index, block] of blocks.entries()) {
    const [, language = '', text = ''] = block;
    const line = markdown.slice(0, block.index).split('\n').length;
    switch (language) {
      case 'sh':
        steps.push({ line, command: text, answer: answerIn(blocks[index + 1]) });
        break;
      case 'json':
      case 'text':
        if (blocks[index - 1]?.[1] !== 'sh')
          throw new Error(`The answer at line ${line} follows no command.`);
        break;
      case 'console':
        break;
      default:
        throw new Error(`The block at line ${line} is of no kind the guide knows: "${language}".`);
    }
  }
  const first = blocks.find(([, language]) => language === 'sh');
  return { introduction: markdown.slice(0, first?.index), steps };
}

function answerIn(block: RegExpExecArray | undefined): Answer | undefined {
  const [, language, text = ''] = block ?? [];
  return language === 'json' || language === 'text' ? { language, text } : undefined;
}

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts.tsx';
import { Button } from './button.tsx';

interface CopyableProps {
  readonly text: string;
  /** What it is, for the button. */
  readonly label: string;
}

/** Something to paste elsewhere, as it is. */
export function Copyable({ text, label }: CopyableProps) {
  const { actions } = useTexts();
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <div className="rounded-lg border border-line bg-page">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-xs leading-relaxed">
        {text}
      </pre>
      <div className="border-t border-line p-2">
        <Button
          aria-label={`${actions.copy}: ${label}`}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          <Icon aria-hidden className="size-4" />
          {copied ? actions.copied : actions.copy}
        </Button>
      </div>
    </div>
  );
}

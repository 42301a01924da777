import type { Calendar, Closure } from '@platen/contract';
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { TextArea } from '../../forms/text-area.tsx';
import { Badge } from '../../parts/badge.tsx';
import { IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import type { FeedDraft } from './feed-draft.ts';

interface ClosureFieldsProps {
  readonly closures: readonly Closure[];
  readonly onChange: (closures: readonly Closure[]) => void;
}

/** Days on which it is closed. */
export function ClosureFields({ closures, onChange }: ClosureFieldsProps) {
  const { calendar: texts } = useTexts();
  return closures.map((closure, place) => {
    const change = (changed: Partial<Closure>) =>
      onChange(closures.map((each, index) => (index === place ? { ...each, ...changed } : each)));
    return (
      <Row
        // biome-ignore lint/suspicious/noArrayIndexKey: what is being written has no name of its own but its place.
        key={place}
        name={closure.name}
        columns="sm:grid-cols-3"
        onRemove={() => onChange(closures.filter((_, index) => index !== place))}
      >
        <TextField
          label={texts.name}
          required
          maxLength={120}
          value={closure.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <TextField
          label={texts.from}
          type="date"
          required
          value={closure.from}
          // Most are of one day.
          onChange={({ target }) =>
            change({ from: target.value, ...(closure.to < target.value ? { to: target.value } : {}) })
          }
        />
        <TextField
          label={texts.to}
          type="date"
          required
          min={closure.from}
          value={closure.to}
          onChange={({ target }) => change({ to: target.value })}
        />
      </Row>
    );
  });
}

interface FeedFieldsProps {
  readonly feeds: readonly FeedDraft[];
  /** How reading them went. */
  readonly known: Calendar['ics'];
  readonly onChange: (feeds: readonly FeedDraft[]) => void;
}

/** Calendars of others, by address or as texts. */
export function FeedFields({ feeds, known, onChange }: FeedFieldsProps) {
  const { calendar: texts } = useTexts();
  return feeds.map((feed, place) => {
    const change = (changed: Partial<FeedDraft>) =>
      onChange(feeds.map((each, index) => (index === place ? { ...each, ...changed } : each)));
    return (
      <Row
        // biome-ignore lint/suspicious/noArrayIndexKey: what is being written has no name of its own but its place.
        key={place}
        name={feed.name}
        columns="sm:grid-cols-2"
        onRemove={() => onChange(feeds.filter((_, index) => index !== place))}
      >
        <TextField
          label={texts.name}
          required
          maxLength={120}
          value={feed.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <TextField
          label={texts.only}
          maxLength={120}
          value={feed.only}
          onChange={({ target }) => change({ only: target.value })}
        />
        <TextField
          label={texts.url}
          hint={texts.urlHint}
          type="url"
          required={feed.text === ''}
          value={feed.url}
          onChange={({ target }) => change({ url: target.value })}
        />
        <TextArea
          label={texts.text}
          rows={2}
          required={feed.url === ''}
          value={feed.text}
          onChange={({ target }) => change({ text: target.value })}
        />
        <div className="sm:col-span-full">
          <Segments
            label={`${texts.dayType} (${place + 1})`}
            choices={(['holiday', 'closure'] as const).map((value) => ({
              value,
              text: texts.dayTypes[value],
            }))}
            chosen={feed.day_type}
            onChoose={(day_type) => change({ day_type })}
          />
        </div>
        <Reading of={known.find(({ name }) => name === feed.name)} />
      </Row>
    );
  });
}

function Reading({ of: reading }: { readonly of: Calendar['ics'][number] | undefined }) {
  const { calendar: texts } = useTexts();
  const times = useTimes();
  if (!reading) return null;
  const { days, trouble, last_read_at } = reading;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm sm:col-span-full">
      {days !== null && <Badge tone="good">{texts.read(days)}</Badge>}
      {last_read_at !== null && <span className="text-soft">{texts.readAt(times.ago(last_read_at))}</span>}
      {trouble !== null && <span className="text-bad">{trouble}</span>}
    </p>
  );
}

interface RowProps {
  readonly name: string;
  /** How many beside one another, as a class. */
  readonly columns: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function Row({ name, columns, onRemove, children }: RowProps) {
  const { actions } = useTexts();
  return (
    <div className="flex items-start gap-2 rounded-lg border border-line p-3">
      <div className={`grid min-w-0 flex-1 gap-3 ${columns}`}>{children}</div>
      <IconButton label={`${actions.remove}: ${name}`} onClick={onRemove}>
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}

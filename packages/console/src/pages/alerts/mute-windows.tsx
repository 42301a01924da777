import { type MuteWindow, weekdays } from '@platen/contract';
import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface MuteWindowsProps {
  readonly windows: readonly MuteWindow[];
  readonly onChange: (windows: readonly MuteWindow[]) => void;
}

const weekend: MuteWindow = { days: ['sat', 'sun'], from: '00:00', to: '00:00' };

/** Times of the week in which nobody is told. */
export function MuteWindows({ windows, onChange }: MuteWindowsProps) {
  const { rules: texts } = useTexts();
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-semibold">{texts.mute}</legend>
      <p className="text-xs text-soft">{texts.muteHint}</p>
      {windows.map((window, place) => (
        <OneWindow
          // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name of its own but its place.
          key={place}
          of={window}
          onChange={(next) => onChange(windows.map((each, index) => (index === place ? next : each)))}
          onRemove={() => onChange(windows.filter((_, index) => index !== place))}
        />
      ))}
      <div>
        <Button onClick={() => onChange([...windows, weekend])}>
          <Plus aria-hidden className="size-4" />
          {texts.addWindow}
        </Button>
      </div>
    </fieldset>
  );
}

interface OneWindowProps {
  readonly of: MuteWindow;
  readonly onChange: (window: MuteWindow) => void;
  readonly onRemove: () => void;
}

function OneWindow({ of: window, onChange, onRemove }: OneWindowProps) {
  const { rules: texts, forms, actions } = useTexts();
  return (
    <div className="grid gap-3 rounded-lg border border-line p-3">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="mb-1 text-xs text-soft">{texts.days}</legend>
        {weekdays.map((day) => (
          <label
            key={day}
            className="flex h-8 cursor-pointer items-center gap-1.5 rounded-lg border border-line bg-page px-2 text-sm has-checked:border-brand has-checked:font-semibold"
          >
            <input
              type="checkbox"
              className="accent-brand"
              checked={window.days.includes(day)}
              onChange={({ target }) => {
                const days = weekdays.filter((each) =>
                  each === day ? target.checked : window.days.includes(each),
                );
                if (days.length > 0) onChange({ ...window, days });
              }}
            />
            {forms.choices[day]}
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label={texts.from}
          type="time"
          required
          value={window.from}
          onChange={({ target }) => onChange({ ...window, from: target.value })}
        />
        <TextField
          label={texts.to}
          hint={texts.toHint}
          type="time"
          required
          value={window.to}
          onChange={({ target }) => onChange({ ...window, to: target.value })}
        />
        <IconButton label={`${actions.remove}: ${texts.mute}`} className="mt-6" onClick={onRemove}>
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      </div>
    </div>
  );
}

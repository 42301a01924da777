import { useId } from 'react';

interface Said {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly name: string;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

interface CheckFieldProps extends Said {
  readonly isChecked: boolean;
}

export function CheckField({ label, hint, name, isChecked }: CheckFieldProps) {
  return (
    <label className="flex cursor-pointer gap-2.5 text-sm">
      <input type="checkbox" name={name} defaultChecked={isChecked} className="mt-0.5 accent-brand" />
      <span>
        <span className="block font-medium">{label}</span>
        {hint && <span className="block text-xs text-soft">{hint}</span>}
      </span>
    </label>
  );
}

interface ChecksFieldProps extends Said {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
}

/** Any of a few. */
export function ChecksField({ label, hint, name, choices, chosen }: ChecksFieldProps) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-sm font-medium">{label}</legend>
      {hint && <p className="text-xs text-soft">{hint}</p>}
      <div className="mt-1 flex flex-wrap gap-1.5">
        {choices.map(({ value, text }) => (
          <label
            key={value}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line bg-page px-3 py-1 text-sm has-checked:border-brand has-checked:font-semibold"
          >
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="accent-brand"
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SelectFieldProps extends Said {
  readonly choices: readonly Choice[];
  readonly chosen?: string | undefined;
  /** What stands for choosing none; left out where one has to be chosen. */
  readonly none?: string;
}

/** One of several. */
export function SelectField({ label, hint, name, choices, chosen, none }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="grid content-start gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={chosen ?? ''}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        className="h-9 w-full rounded-lg border border-line bg-page px-3 text-sm"
      >
        {none !== undefined && <option value="">{none}</option>}
        {choices.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}

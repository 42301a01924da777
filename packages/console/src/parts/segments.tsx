interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segments<T extends string>({ label, choices, chosen, onChoose }: SegmentsProps<T>) {
  return (
    <fieldset className="relative inline-flex rounded-lg border border-line bg-card p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map(({ value, text }) => (
        <label
          key={value}
          className="cursor-pointer rounded-md px-3 py-1.5 text-sm text-soft has-checked:bg-mute-tint has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-link"
        >
          <input
            type="radio"
            name={label}
            className="sr-only"
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

interface SwitchProps {
  /** What is on or off. */
  readonly label: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}

/** On or off, at once. */
export function Switch({ label, isOn, onSwitch }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      title={label}
      checked={isOn}
      onChange={({ target }) => onSwitch(target.checked)}
      className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-soft bg-mute-tint before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-soft before:transition-transform checked:border-brand checked:bg-brand checked:before:translate-x-4 checked:before:bg-on-brand motion-reduce:before:transition-none"
    />
  );
}

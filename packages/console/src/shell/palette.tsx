import { useEffect, useId, useState } from 'react';
import { Modal } from '../parts/modal.tsx';
import { useTexts } from '../texts/texts.tsx';
import { type Command, useCommands } from './commands.ts';
import { matching } from './matching.ts';

/** Opens by Ctrl-K or Cmd-K, wherever one is. */
export function usePaletteKey(onOpen: () => void): void {
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      onOpen();
    }
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [onOpen]);
}

/** Pages and actions by their names, all by the keyboard. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const { palette: texts } = useTexts();
  const id = useId();
  const commands = useCommands();
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const found = matching(commands, typed);
  const chosen = found[Math.min(place, found.length - 1)];

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }
  function steer(event: React.KeyboardEvent) {
    if (event.key === 'Enter') run(chosen);
    else if (event.key === 'ArrowDown') setPlace((at) => (at + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setPlace((at) => (at + found.length - 1) % Math.max(1, found.length));
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      label={texts.title}
      onClose={onClose}
      className="mx-auto mt-[12vh] mb-auto w-[min(34rem,calc(100vw-1rem))] rounded-xl border border-line bg-raised p-0 shadow-2xl"
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: whoever opens it is about to type.
        autoFocus
        role="combobox"
        aria-label={texts.title}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${found.indexOf(chosen)}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={texts.placeholder}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setPlace(0);
        }}
        onKeyDown={steer}
        className="h-12 w-full border-b border-line bg-raised px-4 outline-none placeholder:text-soft"
      />
      {found.length === 0 && <p className="p-4 text-sm text-soft">{texts.none}</p>}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={texts.title}
        className="max-h-[50vh] overflow-y-auto p-1.5"
      >
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard.
          // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus.
          <div
            key={`${command.kind}${command.name}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={command === chosen}
            ref={command === chosen ? (option) => option?.scrollIntoView({ block: 'nearest' }) : null}
            onClick={() => run(command)}
            className="flex cursor-pointer justify-between gap-4 rounded-lg px-3 py-2 text-sm hover:bg-mute-tint aria-selected:bg-mute-tint"
          >
            {command.name}
            <span className="text-soft">{command.kind}</span>
          </div>
        ))}
      </div>
    </Modal>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Menu as MenuIcon, Search, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '../parts/button.tsx';
import { Modal } from '../parts/modal.tsx';
import { logOut } from '../session.ts';
import { languages, nameOf, useLanguage, useTexts } from '../texts/texts.tsx';
import { chooseTheme, chosenTheme, themes } from '../theme.ts';
import { LiveMark } from './live-mark.tsx';
import { PageLinks } from './navigation.tsx';
import { OrganizationChoice } from './organization-choice.tsx';

export function TopBar({ onSearch }: { readonly onSearch: () => void }) {
  const { palette } = useTexts();
  return (
    <header className="sticky top-0 z-10 flex h-14 items-center justify-between gap-3 border-b border-line bg-card px-4 sm:px-6">
      <NarrowMenu />
      <div className="min-w-0 flex-1">
        <OrganizationChoice />
      </div>
      <LiveMark />
      <IconButton label={`${palette.title} (Ctrl K)`} onClick={onSearch}>
        <Search aria-hidden className="size-5" />
      </IconButton>
      <ReaderMenu />
    </header>
  );
}

/** The pages, where there is no room for them at the left. */
function NarrowMenu() {
  const { nav } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={nav.menu} className="lg:hidden" onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden className="size-5" />
      </IconButton>
      {open && (
        <Modal
          label={nav.label}
          onClose={() => setOpen(false)}
          className="m-0 h-dvh max-h-none w-64 border-r border-line bg-card p-0"
        >
          <div className="h-full p-3">
            <p className="px-3 pt-1 pb-3 text-lg font-bold text-brand">Platen</p>
            <nav aria-label={nav.label}>
              <PageLinks onChoose={() => setOpen(false)} />
            </nav>
          </div>
        </Modal>
      )}
    </>
  );
}

/** The reader's account, colours and language, and the way out. */
function ReaderMenu() {
  const { theme: texts, login, nav } = useTexts();
  const { language, choose } = useLanguage();
  const [theme, setTheme] = useState(chosenTheme);
  const { orgId } = useParams({ from: '/$orgId' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  async function leave() {
    await logOut();
    queries.clear();
    await navigate({ to: '/login' });
  }
  return (
    <>
      <IconButton label={nav.reader} popoverTarget="reader">
        <Settings2 aria-hidden className="size-5" />
      </IconButton>
      <div
        id="reader"
        popover="auto"
        // It may have been chosen in the palette.
        onBeforeToggle={() => setTheme(chosenTheme())}
        className="fixed inset-auto top-14 right-4 m-0 w-52 rounded-lg border border-line bg-raised p-3 text-sm text-ink shadow-lg"
      >
        <Link
          to="/$orgId/account"
          params={{ orgId }}
          className="mb-3 block rounded-lg border border-line px-3.5 py-2 text-center font-medium hover:bg-mute-tint"
        >
          {nav.account}
        </Link>
        <Choices
          legend={texts.label}
          choices={themes.map((each) => ({ value: each, text: texts[each] }))}
          chosen={theme}
          onChoose={(chosen) => {
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        />
        <Choices
          legend={nav.language}
          choices={languages.map((each) => ({ value: each, text: nameOf(each) }))}
          chosen={language}
          onChoose={choose}
        />
        <Button className="w-full" onClick={() => void leave()}>
          {login.logOut}
        </Button>
      </div>
    </>
  );
}

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly choices: readonly { readonly value: T; readonly text: string }[];
  readonly chosen: T;
  readonly onChoose: (value: T) => void;
}

function Choices<T extends string>({ legend, choices, chosen, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className="mb-3 grid gap-1.5">
      <legend className="mb-1 text-xs font-medium text-soft">{legend}</legend>
      {choices.map(({ value, text }) => (
        <label key={value} className="flex cursor-pointer items-center gap-2">
          <input
            type="radio"
            name={legend}
            className="accent-brand"
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

const catalogues = { en, de } satisfies Record<string, Texts>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as Language[];

interface Choice {
  readonly texts: Texts;
  readonly language: Language;
  choose(language: Language): void;
}

const Chosen = createContext<Choice>({ texts: en, language: 'en', choose: () => {} });
const remembered = 'platen.language';

/** The language that was chosen here, else the first of the browser's that there is, else English. */
export function TextsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const choice = useMemo(
    () => ({
      texts: catalogues[language],
      language,
      choose(chosen: Language) {
        localStorage.setItem(remembered, chosen);
        document.documentElement.lang = chosen;
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <Chosen value={choice}>{children}</Chosen>;
}

export function useTexts(): Texts {
  return useContext(Chosen).texts;
}

export function useLanguage(): Choice {
  return useContext(Chosen);
}

export function nameOf(language: Language): string {
  return catalogues[language].language;
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(remembered) ?? '', ...navigator.languages];
  const known = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in catalogues) ?? 'en';
  document.documentElement.lang = known;
  return known as Language;
}

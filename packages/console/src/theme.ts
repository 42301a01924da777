import { useSyncExternalStore } from 'react';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export { themes };

const remembered = 'platen.theme';

/** The one that was chosen in this browser. */
export function chosenTheme(): Theme {
  return themes.find((theme) => theme === localStorage.getItem(remembered)) ?? 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(remembered, theme);
  showTheme(theme);
  for (const listener of listeners) listener();
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

const listeners = new Set<() => void>();
const dark = matchMedia('(prefers-color-scheme: dark)');

/** The one that is seen: of the reader's choice or, where that is the system's, of its. */
export function useShownTheme(): Exclude<Theme, 'system'> {
  return useSyncExternalStore(subscribe, () => {
    const theme = chosenTheme();
    if (theme !== 'system') return theme;
    return dark.matches ? 'dark' : 'light';
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
}

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
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `npm run build` puts the files of the Admin Console: beside the bundle. Null: they were not built. */
export function builtConsole(): string | null {
  const places = ['./console/', '../../../cli/dist/console/'];
  const folders = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return folders.find((folder) => existsSync(`${folder}index.html`)) ?? null;
}

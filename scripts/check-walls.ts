import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** Checks the walls of ARCHITECTURE.md: who imports whom, who reads the environment and who reads the clock. */
const root = join(import.meta.dirname, '..');

/** Fewer than this and the cruiser has not understood the imports, whatever it reports. */
const leastModules = 50;
const leastImportsBetween = 100;

/** What may stand only where it is named here: the house is handed its settings and its time. */
const keptWords = [
  {
    word: /\bprocess\s*\.\s*env\b/,
    name: 'process.env',
    homes: ['packages/server/src/app/config.ts', 'packages/cli/src/environment.ts'],
  },
  {
    word: /\bnew Date\(\s*\)|\bDate\.now\b|\bTemporal\.Now\b/,
    name: "the machine's clock",
    homes: ['packages/server/src/kit/clock.ts', 'packages/console/src/clock.ts'],
  },
];

const complaints = [...(await importComplaints()), ...(await wordComplaints())];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
if (complaints.length > 0) process.exitCode = 1;

async function importComplaints(): Promise<string[]> {
  process.chdir(root);
  const options = await extractOptions(join(root, '.dependency-cruiser.js'));
  const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));
  const { output } = await cruise(['packages', 'scripts', 'bench', 'test'], options, undefined, { tsConfig });
  const { modules, summary } = output as ICruiseResult;
  const ours = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules/'));
  const between = ours
    .flatMap(({ dependencies }) => dependencies)
    .filter(({ resolved }) => resolved.startsWith('packages/'));
  if (ours.length < leastModules || between.length < leastImportsBetween) {
    return [
      `The walls were not checked: the cruiser saw ${ours.length} modules of ours and ${between.length} imports between them.`,
    ];
  }
  process.stdout.write(`Walls: ${ours.length} modules, ${between.length} imports between them.\n`);
  return summary.violations.map(({ from, to, rule, comment }) => {
    return `${rule.name}: ${from}${to === from ? '' : ` -> ${to}`}\n  ${comment ?? ''}`;
  });
}

async function wordComplaints(): Promise<string[]> {
  const files = await sourceFiles();
  if (files.length < leastModules) return [`Only ${files.length} source files were found in packages/.`];
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8');
      return keptWords
        .filter(({ word, homes }) => word.test(text) && !homes.includes(file))
        .map(({ name, homes }) => `${file} uses ${name}, which is for ${homes.join(' and ')} alone.`);
    }),
  );
  return found.flat();
}

async function sourceFiles(): Promise<string[]> {
  const all = await readdir(join(root, 'packages'), { recursive: true });
  return all
    .filter((path) => /^[^/]+\/src\/.*\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
    .map((path) => `packages/${path}`);
}

/** The entry: nothing else may be loaded before it is known that this Node can run it. */
const [major = ''] = process.versions.node.split('.');
if (Number(major) < 24) {
  process.stderr.write(`Platen needs Node 24 or newer; this is ${process.version}.\n`);
  process.exitCode = 1;
} else {
  await import('./main.ts');
}

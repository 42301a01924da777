export { examineClickhouse } from './examine.ts';
export { openClickhouseToCopy } from './meter-to-copy.ts';
export { clickhouseMeter } from './open.ts';

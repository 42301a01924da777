export { compactStore } from './app/compact-store.ts';
export {
  type Config,
  type FlagSetting,
  flagOf,
  flagSettings,
  readConfig,
  settingNames,
} from './app/config.ts';
export { type RunningDemo, seedDemo, startDemo } from './app/demo.ts';
export { examine } from './app/doctor.ts';
export { migrateStore, type StoreSettings } from './app/migrate-store.ts';
export { type RunningServer, serve } from './app/serve.ts';
export { ConfigError } from './app/setting.ts';
export type { Limits } from './http/index.ts';
export { systemClock } from './kit/clock.ts';
export {
  bytesPerMillion,
  type Compaction,
  type CopyProgress,
  type CopyReport,
  type Finding,
  FolderInUseError,
  UncopyableStoreError,
  UnfinishedCopyError,
  UnusableDatabaseError,
} from './storage/index.ts';

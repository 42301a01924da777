export {
  type Config,
  ConfigError,
  flagOf,
  readConfig,
  type Setting,
  settingNames,
} from './app/config.ts';
export { type RunningDemo, seedDemo, startDemo } from './app/demo.ts';
export { type RunningServer, serve } from './app/serve.ts';
export type { Limits } from './http/index.ts';
export { FolderInUseError } from './storage/index.ts';

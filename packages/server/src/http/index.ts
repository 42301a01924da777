export { defaultLimits, type Edge, type Limits } from './edge.ts';
export { createHttpServer } from './server.ts';

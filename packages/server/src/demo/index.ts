export { createDemoKey, isDemoPresent } from './demo-organization.ts';
export { type DemoOrganization, fillDemo } from './fill-demo.ts';
export type { DemoRooms } from './rooms.ts';

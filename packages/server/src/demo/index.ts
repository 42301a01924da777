export { createDemoKey, isDemoPresent } from './demo-organization.ts';
export { type DemoOrganization, fillDemo } from './fill-demo.ts';

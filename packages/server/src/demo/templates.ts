import type { Place } from './place.ts';

export const templates: Place['templates'] = [
  {
    id: 'scan-down',
    name: 'Scan to cloud is failing',
    impact: 'major',
    component_ids: ['scan'],
    body: 'Scans to cloud folders fail. We are looking into it. Until then, scan to e-mail.',
  },
  {
    id: 'all-clear',
    status: 'resolved',
    body: 'Everything works as usual again. Jobs that failed have to be sent again.',
  },
];

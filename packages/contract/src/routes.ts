import { alertsRoutes } from './routes/alerts.ts';
import { anomaliesRoutes } from './routes/anomalies.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { channelsRoutes } from './routes/channels.ts';
import { feedsRoutes } from './routes/feeds.ts';
import { healthRoutes } from './routes/health.ts';
import { jobsRoutes } from './routes/jobs.ts';
import { keysRoutes } from './routes/keys.ts';
import { operatorsRoutes } from './routes/operators.ts';
import { organizationsRoutes } from './routes/organizations.ts';
import { peopleRoutes } from './routes/people.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { statusRoutes } from './routes/status.ts';
import { subscribersRoutes } from './routes/subscribers.ts';

/** The whole contract: every request that an API key or a session can make. */
export const routes = {
  ...healthRoutes,
  ...jobsRoutes,
  ...organizationsRoutes,
  ...calendarRoutes,
  ...keysRoutes,
  ...peopleRoutes,
  ...signInRoutes,
  ...operatorsRoutes,
  ...auditRoutes,
  ...statusRoutes,
  ...subscribersRoutes,
  ...feedsRoutes,
  ...anomaliesRoutes,
  ...alertsRoutes,
  ...channelsRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;

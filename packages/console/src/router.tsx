import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { readPart } from './pages/alerts/part.ts';
import { readView } from './pages/jobs/view.ts';
import { readStatusView } from './pages/status/view.ts';
import { Shell } from './shell/shell.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/entry/home.tsx'), 'Home'),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('./pages/entry/set-up.tsx'), 'SetUp'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/entry/invitation.tsx'), 'Invitation'),
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: ({ back }: Record<string, unknown>) => (typeof back === 'string' ? { back } : {}),
  component: lazyRouteComponent(() => import('./pages/entry/login.tsx'), 'Login'),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./pages/entry/forgotten.tsx'), 'Forgotten'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/password/$token',
  component: lazyRouteComponent(() => import('./pages/entry/new-password.tsx'), 'NewPassword'),
});

const notSignedIn = createRoute({
  getParentRoute: () => root,
  path: '/not-signed-in/$why',
  component: lazyRouteComponent(() => import('./pages/entry/not-signed-in.tsx'), 'NotSignedIn'),
});

/** Everything of one organization; its id stands in the URL. */
const organization = createRoute({ getParentRoute: () => root, path: '/$orgId', component: Shell });

const overview = createRoute({
  getParentRoute: () => organization,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview/overview.tsx'), 'Overview'),
});

const jobs = createRoute({
  getParentRoute: () => organization,
  path: '/jobs',
  validateSearch: readView,
  component: lazyRouteComponent(() => import('./pages/jobs/jobs.tsx'), 'Jobs'),
});

const status = createRoute({
  getParentRoute: () => organization,
  path: '/status',
  validateSearch: readStatusView,
  component: lazyRouteComponent(() => import('./pages/status/status.tsx'), 'Status'),
});

const subscription = createRoute({
  getParentRoute: () => organization,
  path: '/subscription',
  component: lazyRouteComponent(() => import('./pages/subscription/subscription.tsx'), 'Subscription'),
});

const alerts = createRoute({
  getParentRoute: () => organization,
  path: '/alerts',
  validateSearch: readPart,
  component: lazyRouteComponent(() => import('./pages/alerts/alerts.tsx'), 'Alerts'),
});

const audit = createRoute({
  getParentRoute: () => organization,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/audit/audit.tsx'), 'Audit'),
});

const developer = createRoute({
  getParentRoute: () => organization,
  path: '/developer',
  component: lazyRouteComponent(() => import('./pages/developer/developer.tsx'), 'Developer'),
});

const keys = createRoute({
  getParentRoute: () => organization,
  path: '/keys',
  component: lazyRouteComponent(() => import('./pages/keys/keys.tsx'), 'Keys'),
});

const people = createRoute({
  getParentRoute: () => organization,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people/people.tsx'), 'People'),
});

const account = createRoute({
  getParentRoute: () => organization,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'Account'),
});

const integrations = createRoute({
  getParentRoute: () => organization,
  path: '/integrations',
  component: lazyRouteComponent(() => import('./pages/integrations/integrations.tsx'), 'Integrations'),
});

const settings = createRoute({
  getParentRoute: () => organization,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings.tsx'), 'Settings'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    setUp,
    invitation,
    login,
    forgotten,
    newPassword,
    notSignedIn,
    organization.addChildren([
      overview,
      jobs,
      status,
      subscription,
      alerts,
      keys,
      integrations,
      settings,
      people,
      audit,
      developer,
      account,
    ]),
  ]),
  basepath: '/console',
  context: { queries: undefined as unknown as QueryClient },
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

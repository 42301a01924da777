import {
  Activity,
  Bell,
  CalendarClock,
  ChartColumn,
  Gauge,
  KeyRound,
  Plug,
  ScrollText,
  Settings,
  SquareTerminal,
  Users,
} from 'lucide-react';

/** The pages of an organization, in the order of the navigation. */
export const pages = [
  { name: 'overview', to: '/$orgId', Icon: Gauge },
  { name: 'jobs', to: '/$orgId/jobs', Icon: ChartColumn },
  { name: 'status', to: '/$orgId/status', Icon: Activity },
  { name: 'subscription', to: '/$orgId/subscription', Icon: CalendarClock },
  { name: 'alerts', to: '/$orgId/alerts', Icon: Bell },
  { name: 'keys', to: '/$orgId/keys', Icon: KeyRound },
  { name: 'integrations', to: '/$orgId/integrations', Icon: Plug },
  { name: 'settings', to: '/$orgId/settings', Icon: Settings },
  { name: 'people', to: '/$orgId/people', Icon: Users },
  { name: 'audit', to: '/$orgId/audit', Icon: ScrollText },
  { name: 'developer', to: '/$orgId/developer', Icon: SquareTerminal },
] as const;

import { useNavigate, useParams } from '@tanstack/react-router';
import { useIsOperator } from '../operator.ts';
import { useOrganizations } from '../organizations.ts';
import { languages, nameOf, useLanguage, useTexts } from '../texts/texts.tsx';
import { chooseTheme, themes } from '../theme.ts';
import { pages } from './pages.ts';

/** Something to go to or to do, by its name. */
export interface Command {
  readonly name: string;
  /** What it is among others of its kind. */
  readonly kind: string;
  run(): void;
}

/** All that the palette knows, in the order in which it is offered. */
export function useCommands(): readonly Command[] {
  const { nav, palette, theme, rules, channels, incidents } = useTexts();
  const { orgId } = useParams({ from: '/$orgId' });
  const { organizations = [] } = useOrganizations();
  const { language, choose } = useLanguage();
  const isOperator = useIsOperator();
  const navigate = useNavigate();
  const params = { orgId };
  const operating: readonly Command[] = [
    {
      kind: palette.kinds.do,
      name: incidents.open,
      run: () => void navigate({ to: '/$orgId/status', params, search: { open: 'incident' } }),
    },
    {
      kind: palette.kinds.do,
      name: incidents.maintenance,
      run: () => void navigate({ to: '/$orgId/status', params, search: { open: 'maintenance' } }),
    },
  ];
  return [
    ...pages.map(({ name, to }) => ({
      kind: palette.kinds.page,
      name: nav[name],
      run: () => void navigate({ to, params }),
    })),
    {
      kind: palette.kinds.page,
      name: nav.account,
      run: () => void navigate({ to: '/$orgId/account', params }),
    },
    {
      kind: palette.kinds.do,
      name: rules.add,
      run: () => void navigate({ to: '/$orgId/alerts', params, search: { part: 'rules', open: 'new' } }),
    },
    {
      kind: palette.kinds.do,
      name: channels.add,
      run: () => void navigate({ to: '/$orgId/alerts', params, search: { part: 'channels', open: 'new' } }),
    },
    ...(isOperator ? operating : []),
    ...organizations
      .filter(({ org_id }) => org_id !== orgId)
      .map(({ org_id, name }) => ({
        kind: nav.organization,
        name,
        run: () => void navigate({ to: '/$orgId', params: { orgId: org_id } }),
      })),
    ...themes.map((each) => ({ kind: theme.label, name: theme[each], run: () => chooseTheme(each) })),
    ...languages
      .filter((each) => each !== language)
      .map((each) => ({ kind: nav.language, name: nameOf(each), run: () => choose(each) })),
  ];
}

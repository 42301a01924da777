import { Link, useParams } from '@tanstack/react-router';
import { useTexts } from '../texts/texts.tsx';
import { pages } from './pages.ts';

/** At the left where there is room for it, else in the bar's menu. */
export function Navigation() {
  const { nav } = useTexts();
  return (
    <aside className="hidden border-r border-line bg-card lg:block">
      <p className="flex h-14 items-center px-5 text-lg font-bold tracking-tight text-brand">Platen</p>
      <nav aria-label={nav.label} className="sticky top-0 px-3">
        <PageLinks />
      </nav>
    </aside>
  );
}

export function PageLinks({ onChoose }: { readonly onChoose?: () => void }) {
  const { nav } = useTexts();
  const { orgId } = useParams({ from: '/$orgId' });
  return (
    <ul className="grid gap-0.5">
      {pages.map(({ name, to, Icon }) => (
        <li key={name}>
          <Link
            to={to}
            params={{ orgId }}
            {...(onChoose ? { onClick: onChoose } : {})}
            activeOptions={{ exact: name === 'overview' }}
            className="flex items-center gap-3 rounded-lg px-3 py-2 text-sm text-soft hover:bg-mute-tint hover:text-ink aria-[current=page]:bg-mute-tint aria-[current=page]:font-semibold aria-[current=page]:text-ink"
          >
            <Icon aria-hidden className="size-4 shrink-0" />
            {nav[name]}
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { answerTo } from '../client.ts';
import { useLive } from '../live.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useTexts } from '../texts/texts.tsx';
import { Navigation } from './navigation.tsx';
import { PlaceProvider } from './organization.tsx';
import { Palette, usePaletteKey } from './palette.tsx';
import { TopBar } from './top-bar.tsx';

/** What stands around every page of an organization. */
export function Shell() {
  const { nav } = useTexts();
  const { orgId } = useParams({ from: '/$orgId' });
  const [isSearching, setSearching] = useState(false);
  const search = useCallback(() => setSearching(true), []);
  usePaletteKey(search);
  useLive(orgId);
  const found = useQuery(answerTo('getOrganization', { params: { org_id: orgId } }));
  return (
    <div className="grid min-h-dvh grid-cols-1 lg:grid-cols-[15rem_1fr]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-card focus:p-2"
      >
        {nav.skip}
      </a>
      <Navigation />
      <div className="min-w-0">
        <TopBar onSearch={search} />
        <main id="content" className="mx-auto max-w-7xl px-4 pt-4 pb-16 sm:px-6">
          {found.data ? (
            <PlaceProvider value={{ organization: found.data }}>
              <Outlet />
            </PlaceProvider>
          ) : found.error ? (
            <ProblemNote error={found.error} />
          ) : (
            <Skeleton className="h-96" />
          )}
        </main>
      </div>
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </div>
  );
}

import { PlatenError } from '@platen/sdk';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { pollEvery } from './live.ts';
import { router } from './router.tsx';
import { TextsProvider } from './texts/texts.tsx';

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: askToLogIn }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchInterval: ({ queryKey }) => pollEvery(queryKey),
      // The client of the SDK tries again by itself, and knows when that is of use.
      retry: false,
    },
  },
});

export function App() {
  return (
    <TextsProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} context={{ queries }} />
      </QueryClientProvider>
    </TextsProvider>
  );
}

/** Whoever was logged out meanwhile comes back to where they were. */
function askToLogIn(error: Error): void {
  if (!(error instanceof PlatenError) || error.problem.status !== 401) return;
  if (router.state.location.pathname === '/login') return;
  void router.navigate({ to: '/login', search: { back: location.pathname + location.search } });
}

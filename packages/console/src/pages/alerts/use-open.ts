import { useNavigate, useSearch } from '@tanstack/react-router';

/** What of a list is open, and how to open another, or none. */
export function useOpen() {
  const { part, open } = useSearch({ from: '/$orgId/alerts' });
  const navigate = useNavigate({ from: '/$orgId/alerts' });
  return {
    open,
    show: (next?: string) => void navigate({ search: { part, ...(next ? { open: next } : {}) } }),
  };
}

/** Holds the place of what is being asked for. */
export function Skeleton({ className }: { readonly className: string }) {
  return (
    <div
      aria-hidden
      data-skeleton
      className={`motion-safe:animate-pulse rounded-lg bg-mute-tint ${className}`}
    />
  );
}

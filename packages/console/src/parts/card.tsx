import type { ReactNode } from 'react';

interface CardProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  /** Of its heading; 3 below a heading of its own group. */
  readonly level?: 2 | 3;
  readonly className?: string;
}

export function Card({ title, aside, level = 2, className = '', children }: CardProps) {
  const Heading = `h${level}` as const;
  return (
    <section className={`rounded-xl border border-line bg-card p-4 sm:p-5 ${className}`}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Heading className="text-sm font-semibold text-soft">{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}

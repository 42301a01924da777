import type { ComponentProps } from 'react';

const looks = {
  main: 'bg-brand text-on-brand hover:opacity-90',
  plain: 'border border-line bg-card hover:bg-mute-tint',
  danger: 'border border-bad/50 text-bad hover:bg-bad-tint',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={`inline-flex h-9 items-center justify-center gap-2 rounded-lg px-3.5 text-sm font-medium disabled:opacity-50 ${looks[look]} ${className}`}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does, in words. */
  readonly label: string;
}

export function IconButton({ label, className = '', type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-grid size-9 place-items-center rounded-lg text-soft hover:bg-mute-tint hover:text-ink ${className}`}
      {...rest}
    />
  );
}

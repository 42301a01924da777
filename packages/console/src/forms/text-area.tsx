import { type ComponentProps, useId } from 'react';

interface TextAreaProps extends ComponentProps<'textarea'> {
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A text of several lines. */
export function TextArea({ label, hint, className = '', ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className={`grid content-start gap-1 ${className}`}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={4}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
        className="w-full rounded-lg border border-line bg-page px-3 py-2 text-sm"
        {...rest}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
    </div>
  );
}

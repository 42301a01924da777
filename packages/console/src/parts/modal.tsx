import { type ReactNode, useEffect, useRef } from 'react';

interface ModalProps {
  /** What it is called, for those who do not see it. */
  readonly label: string;
  readonly onClose: () => void;
  readonly className: string;
  readonly children: ReactNode;
}

/** Lies above the page, which waits: the browser keeps the focus inside, and closes it by Escape. */
export function Modal({ label, onClose, className, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes it; the keyboard has Escape.
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={({ target }) => target === dialog.current && dialog.current?.close()}
      className={`text-ink backdrop:bg-black/40 ${className}`}
    >
      {children}
    </dialog>
  );
}

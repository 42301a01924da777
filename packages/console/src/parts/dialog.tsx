import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.tsx';
import { IconButton } from './button.tsx';
import { Modal } from './modal.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question or a form in the middle of the page. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { actions } = useTexts();
  return (
    <Modal
      label={title}
      onClose={onClose}
      className="m-auto max-h-[88vh] w-[min(36rem,calc(100vw-1rem))] overflow-y-auto rounded-xl border border-line bg-raised p-0 shadow-2xl"
    >
      <div className="p-5">
        <div className="mb-4 flex items-center justify-between gap-4">
          <h2 className="text-lg font-semibold">{title}</h2>
          <IconButton label={actions.close} onClick={onClose}>
            <X aria-hidden className="size-5" />
          </IconButton>
        </div>
        {children}
      </div>
    </Modal>
  );
}

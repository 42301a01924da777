import { Copyable } from '../../parts/copyable.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useTexts } from '../../texts/texts.tsx';

interface InvitedProps {
  readonly email: string;
  /** Null: it was mailed. */
  readonly link: string | null;
  readonly onClose: () => void;
}

/** How the invitation that was just made comes to whom it is for. */
export function Invited({ email, link, onClose }: InvitedProps) {
  const { people: texts } = useTexts();
  return (
    <Dialog title={`${texts.invited}: ${email}`} onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p>{link === null ? texts.mailed(email) : texts.passOn}</p>
        {link !== null && <Copyable label={texts.link} text={link} />}
      </div>
    </Dialog>
  );
}

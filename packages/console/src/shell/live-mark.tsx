import { type Liveness, useLiveness } from '../live.ts';
import { useTexts } from '../texts/texts.tsx';

const looks: Record<Exclude<Liveness, 'off'>, string> = {
  connecting: 'bg-mute',
  live: 'bg-good',
  reconnecting: 'bg-warn motion-safe:animate-pulse',
};

/** Whether what is shown is told as it changes. */
export function LiveMark() {
  const { live: texts } = useTexts();
  const liveness = useLiveness();
  return (
    <p role="status" className="flex items-center gap-2 text-xs text-soft">
      {liveness !== 'off' && (
        <>
          <span aria-hidden className={`size-2 rounded-full ${looks[liveness]}`} />
          <span className="max-sm:sr-only">{texts[liveness]}</span>
        </>
      )}
    </p>
  );
}

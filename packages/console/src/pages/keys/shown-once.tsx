import type { ApiKeyWithSecret } from '@platen/contract';
import { CircleCheck, LoaderCircle } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import type { Recipe } from './recipes.ts';

interface ShownOnceProps {
  readonly made: ApiKeyWithSecret;
  readonly recipe: Recipe;
  /** When it was first used; null until then. */
  readonly usedAt: string | null;
  readonly onClose: () => void;
}

/** The new key and what to paste where, and then whether it was seen to be used. */
export function ShownOnce({ made, recipe, usedAt, onClose }: ShownOnceProps) {
  const { keys: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-sm">{texts.keepIt}</p>
      <Copyable label={texts.key} text={made.key} />
      <div>
        <h3 className="mb-1 text-sm font-medium">{texts.paste}</h3>
        <Copyable
          label={texts.recipes[recipe.name].name}
          text={recipe.config({ url: location.origin, orgId: org_id, key: made.key })}
        />
      </div>
      <p role="status" className="flex items-center gap-2 text-sm">
        {usedAt === null ? (
          <>
            <LoaderCircle aria-hidden className="size-4 text-soft motion-safe:animate-spin" />
            {texts.waiting}
          </>
        ) : (
          <>
            <CircleCheck aria-hidden className="size-4 text-good" />
            {texts.seen(times.ago(usedAt))}
          </>
        )}
      </p>
      <Button onClick={onClose}>{texts.done}</Button>
    </div>
  );
}

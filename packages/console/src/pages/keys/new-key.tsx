import type { ApiKey, ApiKeyWithSecret, OrganizationScope } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { client } from '../../client.ts';
import { Button } from '../../parts/button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { type Recipe, type RecipeName, recipes } from './recipes.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { ShownOnce } from './shown-once.tsx';

interface NewKeyProps {
  /** Those that there are, as they are now. */
  readonly known: readonly ApiKey[];
  readonly onClose: () => void;
}

/** Makes a key for something: first what it is for, then the key, shown this once, with what to paste. */
export function NewKey({ known, onClose }: NewKeyProps) {
  const { keys: texts } = useTexts();
  const [made, setMade] = useState<{ readonly key: ApiKeyWithSecret; readonly recipe: Recipe }>();
  return (
    <Dialog title={made ? texts.shownOnce : texts.make} onClose={onClose}>
      {made ? (
        <ShownOnce
          made={made.key}
          recipe={made.recipe}
          usedAt={known.find(({ id }) => id === made.key.id)?.last_used_at ?? null}
          onClose={onClose}
        />
      ) : (
        <KeyForm onMade={(key, recipe) => setMade({ key, recipe })} />
      )}
    </Dialog>
  );
}

function KeyForm({ onMade }: { readonly onMade: (key: ApiKeyWithSecret, recipe: Recipe) => void }) {
  const { keys: texts } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const [recipeName, setRecipeName] = useState<RecipeName>('reader');
  const [ownScopes, setOwnScopes] = useState<readonly OrganizationScope[]>([]);
  const recipe = recipes.find(({ name }) => name === recipeName);
  const scopes = recipeName === 'custom' ? ownScopes : (recipe?.scopes ?? []);
  const make = useMutation({
    mutationFn: (name: string) =>
      client.call('createKey', { params: { org_id }, body: { name, scopes: [...scopes] } }),
    onSuccess(key) {
      void queries.invalidateQueries({ queryKey: ['listKeys'] });
      if (recipe) onMade(key, recipe);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    make.mutate(String(new FormData(event.currentTarget).get('name')));
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-sm font-medium">{texts.whatFor}</legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {recipes.map(({ name }) => (
            <label
              key={name}
              className="flex cursor-pointer gap-2.5 rounded-lg border border-line p-3 text-sm has-checked:border-brand has-checked:bg-good-tint"
            >
              <input
                type="radio"
                name="recipe"
                checked={name === recipeName}
                onChange={() => setRecipeName(name)}
                className="mt-0.5 accent-brand"
              />
              <span>
                <span className="block font-semibold">{texts.recipes[name].name}</span>
                <span className="block text-soft">{texts.recipes[name].what}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <ScopeChoice chosen={scopes} {...(recipeName === 'custom' ? { onChoose: setOwnScopes } : {})} />
      <TextField
        key={recipeName}
        label={texts.name}
        hint={texts.nameHint}
        name="name"
        required
        maxLength={120}
        defaultValue={recipeName === 'custom' ? '' : texts.recipes[recipeName].name}
      />
      {make.error && <ProblemNote error={make.error} />}
      <Button look="main" type="submit" disabled={make.isPending || scopes.length === 0}>
        {texts.make}
      </Button>
    </form>
  );
}

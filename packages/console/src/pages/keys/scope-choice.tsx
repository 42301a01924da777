import { type OrganizationScope, organizationScopes } from '@platen/contract';
import { useTexts } from '../../texts/texts.tsx';

const all = Object.keys(organizationScopes) as OrganizationScope[];

interface ScopeChoiceProps {
  readonly chosen: readonly OrganizationScope[];
  /** Left out where they are not to be chosen, but shown. */
  readonly onChoose?: (scopes: readonly OrganizationScope[]) => void;
}

/** What the key may do, in words. */
export function ScopeChoice({ chosen, onChoose }: ScopeChoiceProps) {
  const { keys: texts } = useTexts();
  if (!onChoose) {
    return (
      <div>
        <p className="text-sm font-medium">{texts.scopes}</p>
        <ul className="mt-1 flex flex-wrap gap-1.5">
          {chosen.map((scope) => (
            <li key={scope} className="rounded-md bg-mute-tint px-2 py-0.5 font-mono text-xs">
              {scope}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-sm font-medium">{texts.scopes}</legend>
      {all.map((scope) => (
        <label key={scope} className="flex cursor-pointer gap-2.5 text-sm">
          <input
            type="checkbox"
            className="mt-0.5 accent-brand"
            checked={chosen.includes(scope)}
            onChange={({ target }) =>
              onChoose(all.filter((each) => (each === scope ? target.checked : chosen.includes(each))))
            }
          />
          <span>
            <code className="font-mono text-xs">{scope}</code>{' '}
            <span className="text-soft">{texts.scopeWords[scope]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

import { type AlertRule, type AlertRulePut, alertConditions } from '@platen/contract';
import { isAskedInMinutes, settingsOf, type Word } from '../../forms/setting.ts';
import { useTexts } from '../../texts/texts.tsx';

/** A rule as it is sent. */
export function putOf({ id: _, created_at: __, updated_at: ___, ...put }: AlertRule): AlertRulePut {
  return put;
}

/** What was set of a rule, in a few words each. */
export function RuleSettings({ of: { condition, for_seconds } }: { readonly of: AlertRule }) {
  const { rules: texts } = useTexts();
  const said = useSaid();
  const words: Readonly<Record<string, Word>> = texts.settings[condition.type];
  const set = Object.entries(condition).filter(
    ([name]) => name in settingsOf(alertConditions[condition.type]).properties,
  );
  return (
    <dl className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
      {set.map(([name, value]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-soft">{words[name]?.name ?? name}</dt>
          <dd className="font-medium">{said(name, value)}</dd>
        </div>
      ))}
      {for_seconds > 0 && (
        <div className="flex gap-1.5">
          <dt className="text-soft">{texts.forMinutes}</dt>
          <dd className="font-medium">{for_seconds / 60}</dd>
        </div>
      )}
    </dl>
  );
}

function useSaid() {
  const { rules: texts, forms, subscription, locale } = useTexts();
  return function said(name: string, value: unknown): string {
    if (Array.isArray(value)) return value.map((each) => said(name, each)).join(', ');
    if (typeof value === 'boolean') return value ? subscription.yes : subscription.no;
    if (typeof value !== 'number') return forms.choices[value as keyof typeof forms.choices] ?? String(value);
    return isAskedInMinutes(name)
      ? texts.minutes((value / 60).toLocaleString(locale))
      : value.toLocaleString(locale);
  };
}

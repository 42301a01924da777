import { type AlertConditionType, alertConditionTypes } from '@platen/contract';
import { useTexts } from '../../texts/texts.tsx';

interface ConditionChoiceProps {
  readonly chosen: AlertConditionType;
  readonly onChoose: (type: AlertConditionType) => void;
}

export function ConditionChoice({ chosen, onChoose }: ConditionChoiceProps) {
  const { rules: texts, alerts } = useTexts();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-semibold">{texts.what}</legend>
      {alertConditionTypes.map((type) => (
        <label
          key={type}
          className="flex cursor-pointer gap-2.5 rounded-lg border border-line px-3 py-2 text-sm has-checked:border-brand has-checked:bg-good-tint"
        >
          <input
            type="radio"
            name="type"
            checked={type === chosen}
            onChange={() => onChoose(type)}
            className="mt-0.5 accent-brand"
          />
          {alerts.conditions[type]}
        </label>
      ))}
    </fieldset>
  );
}

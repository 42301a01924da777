import { TextField } from '../parts/field.tsx';
import { useTexts } from '../texts/texts.tsx';
import { CheckField, ChecksField, type Choice, SelectField } from './choice-fields.tsx';
import { isAskedInMinutes, type Setting, type Settings, type Values, type Word } from './setting.ts';

interface SettingFieldsProps {
  readonly settings: Settings;
  /** By name, one for each. */
  readonly words: Readonly<Record<string, Word>>;
  /** As they are; a secret is not known. */
  readonly values: Values;
  /** What the names of the fields begin with. */
  readonly place: string;
  /** What can be chosen, where the contract leaves it open but this organization does not. */
  readonly known?: Readonly<Record<string, readonly Choice[]>>;
}

/** A field for each setting, made of the contract's description of it. */
export function SettingFields({ settings, words, values, place, known = {} }: SettingFieldsProps) {
  const { properties, required = [] } = settings;
  return Object.entries(properties).map(([name, setting]) => (
    <SettingField
      key={name}
      name={name}
      field={`${place}.${name}`}
      setting={setting}
      word={words[name] ?? { name }}
      value={values[name] ?? setting.default}
      isNeeded={required.includes(name)}
      known={known[name]}
    />
  ));
}

interface SettingFieldProps {
  readonly name: string;
  readonly field: string;
  readonly setting: Setting;
  readonly word: Word;
  readonly value: unknown;
  readonly isNeeded: boolean;
  readonly known: readonly Choice[] | undefined;
}

function SettingField({ name, field, setting, word, value, isNeeded, known }: SettingFieldProps) {
  const { forms: texts } = useTexts();
  const { type, items, enum: values } = setting;
  const said = { label: word.name, hint: word.hint, name: field };
  const wordOf = (choice: string) => texts.choices[choice as keyof typeof texts.choices] ?? choice;
  if (type === 'boolean') return <CheckField {...said} isChecked={value === true} />;
  if (type === 'object') {
    const { properties = {} } = setting;
    const words = Object.fromEntries(Object.keys(properties).map((each) => [each, { name: wordOf(each) }]));
    return (
      <fieldset className="grid gap-3 rounded-lg border border-line p-3">
        <legend className="px-1 text-sm font-medium">{word.name}</legend>
        {word.hint && <p className="text-xs text-soft">{word.hint}</p>}
        <SettingFields
          settings={{ properties }}
          words={words}
          values={(value ?? {}) as Values}
          place={field}
        />
      </fieldset>
    );
  }
  if (type === 'array') {
    const chosen = (value ?? []) as readonly unknown[];
    const offered = items?.enum?.map((each) => ({ value: each, text: wordOf(each) })) ?? known ?? [];
    if (offered.length > 0) {
      const gone = chosen.map(String).filter((each) => !offered.some(({ value: known }) => known === each));
      const choices = [...offered, ...gone.map((each) => ({ value: each, text: each }))];
      return <ChecksField {...said} choices={choices} chosen={chosen.map(String)} />;
    }
    const hint = [word.hint, texts.several].filter(Boolean).join(' ');
    return <TextField {...said} hint={hint} required={isNeeded} defaultValue={chosen.join(', ')} />;
  }
  if (values) {
    return (
      <SelectField
        {...said}
        choices={values.map((each) => ({ value: each, text: wordOf(each) }))}
        chosen={value === undefined ? undefined : String(value)}
        {...(isNeeded || setting.default !== undefined ? {} : { none: texts.all })}
      />
    );
  }
  return <OpenField {...{ name, said, setting, value, isNeeded }} />;
}

interface OpenFieldProps extends Pick<SettingFieldProps, 'name' | 'setting' | 'value' | 'isNeeded'> {
  readonly said: { readonly label: string; readonly hint: string | undefined; readonly name: string };
}

/** A text or a number that is written down. */
function OpenField({ name, said, setting, value, isNeeded }: OpenFieldProps) {
  const { forms: texts } = useTexts();
  const { type, minimum, maximum, maxLength, multipleOf, writeOnly } = setting;
  if (type === 'string') {
    return (
      <TextField
        {...said}
        type={writeOnly ? 'password' : 'text'}
        autoComplete={writeOnly ? 'new-password' : 'off'}
        required={isNeeded}
        maxLength={maxLength}
        defaultValue={value === undefined ? '' : String(value)}
      />
    );
  }
  const unit = isAskedInMinutes(name) ? 60 : 1;
  const inUnits = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds / unit);
  return (
    <TextField
      {...said}
      label={unit === 1 ? said.label : texts.minutes(said.label)}
      type="number"
      required={isNeeded}
      min={inUnits(minimum)}
      max={inUnits(maximum)}
      step={multipleOf ? multipleOf / unit : 'any'}
      defaultValue={typeof value === 'number' ? inUnits(value) : ''}
    />
  );
}

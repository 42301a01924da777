/** A setting as the contract describes it: what of JSON Schema it uses. */
export interface Setting {
  readonly type: 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object';
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Setting;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly multipleOf?: number;
  readonly writeOnly?: boolean;
}

/** The settings of one kind of thing, by name. */
export interface Settings {
  readonly properties: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
}

/** What a setting is called in a form, and what helps to fill it in. */
export interface Word {
  readonly name: string;
  readonly hint?: string;
}

/** Settings as they are sent; what is left out is as by default. */
export type Values = Readonly<Record<string, unknown>>;

/** The settings of a kind, without the one that names it. */
export function settingsOf(kind: object): Settings {
  const { properties, required = [] } = kind as Settings;
  const asked = Object.entries(properties).filter(([, setting]) => !('const' in setting));
  return { properties: Object.fromEntries(asked), required };
}

/** Whoever fills in a form thinks of minutes. */
export function isAskedInMinutes(name: string): boolean {
  return name.endsWith('_seconds');
}

/** What was filled in, by the names that the fields have below `place`. */
export function readSettings({ properties }: Settings, fields: FormData, place: string): Values {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, setting]) => {
      const value = readSetting(setting, name, fields, `${place}.${name}`);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Undefined: it is left out. */
function readSetting(setting: Setting, name: string, fields: FormData, field: string): unknown {
  const { type, items } = setting;
  const text = String(fields.get(field) ?? '').trim();
  if (type === 'boolean') return fields.get(field) === 'on';
  if (type === 'object') {
    const values = readSettings({ properties: setting.properties ?? {} }, fields, field);
    return Object.keys(values).length === 0 ? undefined : values;
  }
  if (type === 'array') {
    const several = fields.getAll(field).flatMap((each) => String(each).split(/[\s,]+/));
    const given = several.filter((each) => each !== '');
    if (given.length === 0) return undefined;
    return items?.type === 'integer' ? given.map(Number) : given;
  }
  if (text === '') return undefined;
  if (type === 'string') return text;
  return isAskedInMinutes(name) ? Math.round(Number(text) * 60) : Number(text);
}

import { useId } from 'react';
import { TextField } from '../parts/field.tsx';

interface ZoneFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly name: string;
  readonly zone: string | null;
  readonly required?: boolean;
}

/** A time zone by its IANA name; the browser's own list helps, the server says what it takes. */
export function ZoneField({ zone, ...rest }: ZoneFieldProps) {
  const id = useId();
  return (
    <>
      <TextField {...rest} list={id} autoComplete="off" defaultValue={zone ?? ''} />
      <datalist id={id}>
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

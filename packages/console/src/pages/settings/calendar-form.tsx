import type { Calendar, Closure } from '@platen/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { client } from '../../client.ts';
import { SelectField } from '../../forms/choice-fields.tsx';
import { Button } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useOrganization } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { ClosureFields, FeedFields } from './calendar-fields.tsx';
import { countriesIn } from './countries.ts';
import { draftOf, emptyFeed, type FeedDraft, feedPutOf } from './feed-draft.ts';

const emptyClosure: Closure = { name: '', from: '', to: '' };

/** Country, days on which it is closed, and calendars of others; all of it is saved at once. */
export function CalendarForm({ of: known }: { readonly of: Calendar }) {
  const { calendar: texts, actions, locale } = useTexts();
  const { org_id } = useOrganization();
  const queries = useQueryClient();
  const countries = useMemo(() => countriesIn(locale), [locale]);
  const [closures, setClosures] = useState<readonly Closure[]>(known.closures);
  const [feeds, setFeeds] = useState<readonly FeedDraft[]>(known.ics.map(draftOf));
  const save = useMutation({
    mutationFn(fields: FormData) {
      const text = (name: string) => String(fields.get(name) ?? '').trim();
      const country = text('country');
      const subdivision = text('subdivision').toUpperCase();
      return client.call('putCalendar', {
        params: { org_id },
        body: {
          ...(country === '' ? {} : { country }),
          ...(country === '' || subdivision === '' ? {} : { subdivision }),
          closures: [...closures],
          ics: feeds.map(feedPutOf),
        },
      });
    },
    async onSuccess(saved) {
      queries.setQueryData(['getCalendar', { params: { org_id } }], saved);
      await queries.invalidateQueries({ queryKey: ['getCalendarDays'] });
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate(new FormData(event.currentTarget));
  }
  return (
    <form onSubmit={submit} onChange={() => save.reset()} className="grid content-start gap-5">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={texts.country}
          name="country"
          none={texts.noCountry}
          choices={countries.map(({ code, name }) => ({ value: code, text: name }))}
          chosen={known.country ?? ''}
        />
        <TextField
          label={texts.subdivision}
          hint={texts.subdivisionHint}
          name="subdivision"
          maxLength={9}
          defaultValue={known.subdivision ?? ''}
        />
      </div>
      <fieldset className="grid gap-3">
        <legend className="mb-1.5 text-sm font-semibold">{texts.closures}</legend>
        <ClosureFields closures={closures} onChange={setClosures} />
        <div>
          <Button onClick={() => setClosures([...closures, emptyClosure])}>
            <Plus aria-hidden className="size-4" />
            {texts.addClosure}
          </Button>
        </div>
      </fieldset>
      <fieldset className="grid gap-3">
        <legend className="mb-1.5 text-sm font-semibold">{texts.feeds}</legend>
        <FeedFields feeds={feeds} known={known.ics} onChange={setFeeds} />
        <div>
          <Button onClick={() => setFeeds([...feeds, emptyFeed])}>
            <Plus aria-hidden className="size-4" />
            {texts.addFeed}
          </Button>
        </div>
      </fieldset>
      {save.error && <ProblemNote error={save.error} />}
      <div className="flex items-center gap-3">
        <Button look="main" type="submit" disabled={save.isPending}>
          {actions.save}
        </Button>
        <p role="status" className="text-sm text-good">
          {save.data && texts.saved}
        </p>
      </div>
    </form>
  );
}

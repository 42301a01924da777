import { useQuery } from '@tanstack/react-query';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Card } from '../../parts/card.tsx';
import { ScrollArea } from '../../parts/scroll-area.tsx';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { CalendarForm } from './calendar-form.tsx';

/** Which days are not ordinary ones, and what comes of that for the next year. */
export function CalendarCard() {
  const { calendar: texts } = useTexts();
  const { org_id } = useOrganization();
  const calendar = useQuery({
    ...answerTo('getCalendar', { params: { org_id } }),
    // What is being filled in shall not be taken away.
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
  return (
    <Card title={texts.title}>
      <p className="mb-4 max-w-prose text-sm text-soft">{texts.lead}</p>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[3fr_2fr]">
        <Asked query={calendar} hold="h-64">
          {(known) => <CalendarForm of={known} />}
        </Asked>
        <DaysAhead />
      </div>
    </Card>
  );
}

function DaysAhead() {
  const { calendar: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const days = useQuery(answerTo('getCalendarDays', { params: { org_id } }));
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{texts.ahead}</h3>
      <Asked query={days} hold="h-40">
        {({ days: ahead }) =>
          ahead.length === 0 ? (
            <p className="text-sm">{texts.nothingAhead}</p>
          ) : (
            <ScrollArea
              label={texts.ahead}
              className="max-h-96 overflow-y-auto rounded-lg border border-line px-3"
            >
              <ul className="text-sm">
                {ahead.map(({ date, name, day_type, source }) => (
                  <li
                    key={date}
                    className="flex justify-between gap-3 border-b border-line py-2 last:border-0"
                  >
                    <span>
                      <span className="block font-medium">{name}</span>
                      <span className="block text-xs text-soft">
                        {times.date(`${date}T12:00:00Z`)} · {source.name}
                      </span>
                    </span>
                    <span className="shrink-0">
                      <Badge tone={day_type === 'holiday' ? 'good' : 'mute'}>
                        {texts.dayTypes[day_type]}
                      </Badge>
                    </span>
                  </li>
                ))}
              </ul>
            </ScrollArea>
          )
        }
      </Asked>
    </section>
  );
}

import type { AlertWithHistory } from '@platen/contract';
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { answerTo } from '../../client.ts';
import { Asked } from '../../parts/asked.tsx';
import { Badge } from '../../parts/badge.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useOrganization, useTimes } from '../../shell/organization.tsx';
import { useTexts } from '../../texts/texts.tsx';
import { useChannelName } from './use-channel-name.ts';

/** What became of an alert, step by step, and where it is told: the ticket that it owns there. */
export function AlertStory({ id }: { readonly id: string }) {
  const { alerts: texts } = useTexts();
  const { org_id } = useOrganization();
  const times = useTimes();
  const alert = useQuery(answerTo('getAlert', { params: { org_id, alert_id: id } }));
  return (
    <div className="mt-3 border-t border-line pt-3">
      <Asked query={alert} hold="h-24">
        {({ transitions, conversations }) => (
          <div className="grid gap-5 md:grid-cols-2">
            <section>
              <h2 className="mb-2 font-semibold text-soft">{texts.course}</h2>
              <ol className="grid gap-2 border-l-2 border-line pl-4">
                {transitions.map(({ at, kind, why }) => (
                  <li key={`${at}${kind}`}>
                    <p className="text-soft">
                      {texts.transitions[kind]} · {times.instant(at)}
                    </p>
                    <p className="max-w-prose">{why}</p>
                  </li>
                ))}
              </ol>
            </section>
            <section>
              <h2 className="mb-2 font-semibold text-soft">{texts.toldOn}</h2>
              {conversations.length === 0 && <p>{texts.toldNobody}</p>}
              <ul className="grid gap-2">
                {conversations.map((conversation) => (
                  <OneConversation key={conversation.id} of={conversation} />
                ))}
              </ul>
            </section>
          </div>
        )}
      </Asked>
    </div>
  );
}

type Conversation = AlertWithHistory['conversations'][number];
type TicketState = NonNullable<Conversation['ticket']>['state'];

const tones: Record<TicketState, Tone> = { open: 'warn', closed: 'good', closed_by_hand: 'mute' };

function OneConversation({ of: { channel_id, ticket } }: { readonly of: Conversation }) {
  const { alerts: texts } = useTexts();
  const nameOf = useChannelName();
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className="font-medium">{nameOf(channel_id)}</span>
      {ticket && (
        <>
          {ticket.url === null ? (
            <span>{texts.ticket(ticket.ref)}</span>
          ) : (
            <a
              href={ticket.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 text-link underline"
            >
              {texts.ticket(ticket.ref)}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
          <Badge tone={tones[ticket.state]}>{texts.ticketStates[ticket.state]}</Badge>
        </>
      )}
    </li>
  );
}

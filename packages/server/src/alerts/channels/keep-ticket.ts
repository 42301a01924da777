import type { AlertSeverity } from '@platen/contract';
import type { Dispatch, Outcome, Ticket } from '../channel.ts';
import type { Notice } from '../notice.ts';
import { isAtLeastAsSevere } from '../severity.ts';
import { outcomeOf } from './ask.ts';
import { type Message, writeMessage } from './message.ts';

/** A helpdesk, as far as a ticket has to be kept there. Every method throws Undelivered where it could not be done. */
export interface Desk {
  /** The newest ticket that was created for the matter. */
  find(matter: string): Promise<DeskTicket | null>;
  /** Null when it exists no more. */
  read(ref: string): Promise<DeskTicket | null>;
  create(draft: TicketDraft): Promise<DeskTicket>;
  /** Whether these words stand in it, or in what was added lately. */
  mentions(ticket: DeskTicket, words: string): Promise<boolean>;
  comment(ticket: DeskTicket, message: Message): Promise<void>;
  raise(ticket: DeskTicket, severity: AlertSeverity): Promise<void>;
  resolve(ticket: DeskTicket, message: Message): Promise<void>;
  reopen(ticket: DeskTicket): Promise<void>;
}

export interface DeskTicket {
  readonly ref: string;
  readonly url: string;
  /** `archived`: it is closed for good. */
  readonly state: 'open' | 'closed' | 'archived';
  /** Null where the desk is not told of it. */
  readonly severity: AlertSeverity | null;
}

export interface TicketDraft {
  /** By which it is found again. */
  readonly matter: string;
  readonly severity: AlertSeverity;
  readonly message: Message;
}

/**
 * Keeps one ticket for the whole life of a conversation. Whatever is to be done is done only where it was not done
 * before, so that a notice may be sent again when nobody knows how far the first attempt came.
 */
export function keepTicket(
  desk: Desk,
  { config, ticket: known }: Dispatch<{ readonly reopen_closed_by_hand?: boolean }>,
  notice: Notice,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const message = writeMessage(notice);
    if (notice.kind === 'test') return testDesk(desk, { matter: notice.id, severity: 'info', message });
    const matter = notice.conversation;
    const isOver = notice.state === 'resolved';
    const found = (known && (await readOpenable(desk, known.ref))) ?? (await desk.find(matter));
    if (found === null || found.state === 'archived') {
      // Of what was never told, or was closed for good, there is nothing to resolve.
      if (isOver) return told(found, 'closed');
      return told(await desk.create({ matter, severity: notice.severity, message }), 'open');
    }
    const byHand = !isOver && found.state === 'closed' && known?.state !== 'closed';
    const reopens = !isOver && found.state === 'closed' && (!byHand || config.reopen_closed_by_hand === true);
    await addOnce(desk, found, byHand ? saying(message, reopens) : message);
    if (isOver) {
      if (found.state === 'open') await desk.resolve(found, message);
      return told(found, 'closed');
    }
    if (reopens) await desk.reopen(found);
    if (found.severity !== null && !isAtLeastAsSevere(found.severity, notice.severity)) {
      await desk.raise(found, notice.severity);
    }
    return told(found, byHand && !reopens ? 'closed_by_hand' : 'open');
  });
}

async function readOpenable(desk: Desk, ref: string): Promise<DeskTicket | null> {
  const ticket = await desk.read(ref);
  return ticket?.state === 'archived' ? null : ticket;
}

/** A ticket that can be created and resolved shows that all of it will work. */
async function testDesk(desk: Desk, draft: TicketDraft): Promise<Outcome> {
  const ticket = (await desk.find(draft.matter)) ?? (await desk.create(draft));
  if (ticket.state === 'open') await desk.resolve(ticket, draft.message);
  return told(ticket, 'closed');
}

async function addOnce(desk: Desk, ticket: DeskTicket, message: Message): Promise<void> {
  if (!(await desk.mentions(ticket, message.reference))) await desk.comment(ticket, message);
}

function saying(message: Message, reopens: boolean): Message {
  const word = reopens
    ? 'This ticket was closed although the alert still fires; it is opened again.'
    : 'This ticket was closed although the alert still fires.';
  return { ...message, sentence: `${word} ${message.sentence}` };
}

function told(ticket: DeskTicket | null, state: Ticket['state']): Outcome {
  if (ticket === null) return { kind: 'delivered', status: null };
  return { kind: 'delivered', status: null, ticket: { ref: ticket.ref, url: ticket.url, state } };
}

/** Tickets and comments of every desk hold at least that. */
export const mostTicketUnits = 4_000;

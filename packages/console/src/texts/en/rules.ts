import type { AlertCondition, AlertConditionType } from '@platen/contract';
import type { Word } from '../../forms/setting.ts';

/** The words for every setting of every condition. */
export type ConditionWords = {
  readonly [T in AlertConditionType]: Readonly<
    Record<Exclude<keyof Extract<AlertCondition, { type: T }>, 'type'>, Word>
  >;
};

export const rules = {
  add: 'Watch something',
  edit: 'Change',
  new: 'Watch something new',
  back: 'All rules',
  none: 'Nothing is watched.',
  what: 'What is watched',
  name: 'Name',
  nameHint: 'By which you will know its alerts.',
  severity: 'Severity',
  patience: 'How patiently',
  forMinutes: 'Bad for, in minutes',
  forHint: 'How long it has to be bad before anybody is told.',
  keepMinutes: 'Well for, in minutes',
  keepHint: 'How long it has to be well before it counts as resolved.',
  noData: 'While nobody knows',
  mute: 'When nobody is told',
  muteHint: 'In the zone of the organization. What still fires at the end is told then.',
  addWindow: 'Add a time',
  days: 'Days it begins on',
  from: 'From',
  to: 'To',
  toHint: 'Both the same: the whole day.',
  minutes: (minutes: string) => `${minutes} min`,
  removed: (name: string) => `“${name}” is watched no longer.`,
  undone: (name: string) => `“${name}” is watched again.`,
  on: (name: string) => `Watch: ${name}`,

  try: 'Try it on the past',
  tryLead: 'See when it would have fired, before it is switched on. Nobody is told, and nothing is changed.',
  tryDays: 'How far back',
  tryRanges: { 30: '30 days', 90: '90 days', 365: 'a year' },
  trying: 'Judging the past…',
  wouldHave: (times: string) => `It would have fired ${times}.`,
  times: (count: number) => (count === 1 ? 'once' : `${count} times`),
  never: 'It would not have fired.',
  nobodyKnows: 'Nobody can know how often it would have fired.',
  episodes: 'When it would have fired',
  still: 'still',
  when: 'Since',
  lasted: 'For',
  about: 'About',

  settings: {
    service_status: {
      at_least: { name: 'This bad or worse' },
      component_ids: { name: 'Components', hint: 'None: the region as a whole. Else each on its own.' },
    },
    incident: {
      impact_at_least: { name: 'Impact of this or worse' },
      job_types: { name: 'About these jobs', hint: 'None: whatever it is about.' },
      updates: { name: 'Tell what the operator adds, too' },
    },
    subscription: {
      days: { name: 'Days before the end', hint: 'Each is told once. 30 is told when fewer remain.' },
      grace: { name: 'Also the days of grace, and their end' },
      include_renewing: { name: 'Also plans that renew by themselves' },
    },
    jobs: {
      metric: { name: 'What is counted' },
      job_type: { name: 'Of these jobs' },
      device: { name: 'Of this device', hint: 'Nothing: all devices together.' },
      window_seconds: { name: 'Over', hint: 'Whole quarters of an hour.' },
      above: { name: 'Bad when more than' },
      below: { name: 'Bad when less than' },
      clear_at: { name: 'Well again at', hint: 'Nothing: at the limit itself.' },
      at_least_jobs: { name: 'Judged from this many jobs on', hint: '1 of 2 is no rate.' },
    },
    anomaly: {
      kinds: { name: 'What is unusual', hint: 'None: whatever is.' },
      job_types: { name: 'Of these jobs', hint: 'None: of all.' },
      severity_at_least: { name: 'As unusual as this or more' },
    },
    source_quiet: { sources: { name: 'Sources', hint: 'None: all of them.' } },
    key_expiring: {
      days: { name: 'Days before it expires' },
      used_within_days: {
        name: 'Used within the last days',
        hint: 'A key that nobody uses may expire.',
      },
    },
    channel_lost: {},
  } satisfies ConditionWords,
};

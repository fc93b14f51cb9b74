/** Sources: places that Relances reads by itself, and imports what it finds there. */

/** A file at an address; the records of a program at an address; the files of the mails of an inbox. */
export const SOURCE_KINDS = ['url', 'json', 'mailbox'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** How often a source is read: each quarter of an hour, each hour, or once a day at an hour of the company. */
export const RHYTHMS = ['quarter-hour', 'hour', 'day'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** What a look at a source came to; one that found nothing new is not kept. */
export const LOOK_OUTCOMES = ['imported', 'refused', 'to-review', 'failed'] as const
export type LookOutcome = (typeof LOOK_OUTCOMES)[number]

/** What became of one file of a source. `to-review`: nothing was imported, somebody has to look first. */
export const TAKEN_OUTCOMES = ['imported', 'refused', 'to-review'] as const
export type TakenOutcome = (typeof TAKEN_OUTCOMES)[number]

/** The fields that records of a program can give, in the order they are asked for. */
export const RECORD_FIELDS = [
  ...(['customerCode', 'customerName', 'number', 'issuedOn', 'dueOn', 'totalCents', 'openCents'] as const),
  ...([
    'paidCents',
    'currency',
    'kind',
    'email',
    'phone',
    'address1',
    'address2',
    'postcode',
    'town',
  ] as const),
  ...(['country', 'siren', 'vatNumber', 'customerKind', 'label'] as const),
] as const
export type RecordField = (typeof RECORD_FIELDS)[number]

const MOST_CLOSED = 10

/**
 * True when a list that is said to be whole would settle more instalments than it has invoices: an answer cut short looks
 * the same as a month when everybody paid, and only a person can tell. A few are never asked about.
 */
export function closesTooMuch({
  closed,
  listed,
}: {
  readonly closed: number
  readonly listed: number
}): boolean {
  return closed > MOST_CLOSED && closed > listed
}

const LONGEST_WAIT_MINUTES = 240

/** Minutes until a source that has failed so many times in a row is read again, unless its rhythm says sooner. */
export function retryMinutes(failures: number): number {
  return Math.min(LONGEST_WAIT_MINUTES, 15 * 2 ** Math.max(0, failures - 1))
}

/** The worst of what became of several files. */
export function lookOutcomeOf(outcomes: readonly TakenOutcome[]): TakenOutcome | null {
  return (['refused', 'to-review', 'imported'] as const).find((one) => outcomes.includes(one)) ?? null
}

import { addDays, type Day } from '#domain/days-and-money/day.ts'
import type { Block, Inline, RichText } from '#domain/letters/rich-text.ts'

/**
 * Messages outside the four levels: one a few days before a due date, one that thanks for a payment that had to be asked
 * for. They are no reminders: no level moves, and each instalment is spoken of once in each.
 */
export const COURTESIES = ['before-due', 'thanks'] as const
export type Courtesy = (typeof COURTESIES)[number]

/** What a message of the outbox is for. */
export const MESSAGE_PURPOSES = ['reminder', ...COURTESIES] as const
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number]

/** How many days before a due date its message may leave. */
export const BEFORE_DUE_DAYS = { min: 1, max: 30, usual: 5 } as const

export interface CourtesyText {
  readonly subject: string
  /** Paragraphs apart by an empty line, with {blanks}. */
  readonly body: string
}

type TextKey = `${Courtesy}-${'fr' | 'en'}`

/** The texts that a company has changed. */
export type CourtesyTexts = Readonly<Partial<Record<TextKey, CourtesyText>>>

/** Where the text of a message and of a language is kept. */
export function courtesyTextKey(courtesy: Courtesy, language: 'fr' | 'en'): TextKey {
  return `${courtesy}-${language}`
}

/** What a text may name: the client, the list of its invoices, what they come to, who writes. */
export const COURTESY_BLANKS = ['client', 'factures', 'total', 'entreprise'] as const
type Blank = (typeof COURTESY_BLANKS)[number]

export interface CourtesyValues extends Readonly<Record<Exclude<Blank, 'factures'>, string>> {
  /** A line for each invoice. */
  readonly factures: readonly string[]
}

/** The {blanks} of a text that nothing can fill, each once. */
export function unknownBlanks({ subject, body }: CourtesyText): string[] {
  const named = [...`${subject}\n${body}`.matchAll(/\{([^{}\s]*)\}/g)].map(([, name = '']) => name)
  return [...new Set(named.filter((name) => !isBlank(name)))]
}

/** The subject with its blanks filled, on one line. */
export function courtesySubject(subject: string, values: CourtesyValues): string {
  return filled(subject, values)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
}

/** The body as a message carries it; {factures} alone in a paragraph is a list, elsewhere a line of words. */
export function courtesyBody(body: string, values: CourtesyValues): RichText {
  const content = body
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph): Block => {
      if (paragraph.trim() === '{factures}') return bulletList(values.factures)
      return { type: 'paragraph', content: lines(filled(paragraph.trim(), values)) }
    })
  return { type: 'doc', content }
}

function isBlank(name: string): name is Blank {
  return COURTESY_BLANKS.some((blank) => blank === name)
}

function filled(text: string, values: CourtesyValues): string {
  return text.replace(/\{([^{}\s]*)\}/g, (whole, name: string) => {
    if (!isBlank(name)) return whole
    return name === 'factures' ? values.factures.join(', ') : values[name]
  })
}

function bulletList(items: readonly string[]): Block {
  return {
    type: 'bulletList',
    content: items.map((text) => ({
      type: 'listItem',
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    })),
  }
}

function lines(text: string): Inline[] {
  return text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' } as const]),
      ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
    ])
}

/** The last due date that is announced on a day: one of today or before is late or soon will be, and none of ours. */
export function announcedUntil(today: Day, days: number): Day {
  return addDays(today, days)
}

/** An instalment that a message speaks of, as it says and as it is now. */
export interface CourtesyFact {
  readonly saidCents: number
  readonly saidDueOn: Day | null
  readonly openCents: number
  readonly dueOn: Day | null
  /** In dispute, promised, or set aside for any reason. */
  readonly isBlocked: boolean
}

/** Why a message is not sent after all: the end of a key of the catalogue, `outbox.reason-…`; null: it leaves. */
export type CourtesyEnd =
  | 'settled'
  | 'amount-changed'
  | 'due-changed'
  | 'due-reached'
  | 'blocked'
  | 'not-paid'

/** What keeps a message outside the levels from leaving, read again at that very moment. */
export function courtesyEnd(
  courtesy: Courtesy,
  facts: readonly CourtesyFact[],
  today: Day,
): CourtesyEnd | null {
  if (courtesy === 'thanks') return facts.some((fact) => fact.openCents > 0) ? 'not-paid' : null
  if (facts.every((fact) => fact.openCents === 0)) return 'settled'
  if (facts.some((fact) => fact.openCents !== fact.saidCents)) return 'amount-changed'
  if (facts.some((fact) => fact.dueOn !== fact.saidDueOn)) return 'due-changed'
  if (facts.some((fact) => fact.dueOn === null || fact.dueOn <= today)) return 'due-reached'
  return facts.some((fact) => fact.isBlocked) ? 'blocked' : null
}

import type { Day } from '#domain/days-and-money/day.ts'
import { translate } from '#messages/translate.ts'
import { layOutEnvelope } from './engine.ts'
import { createGlyphCheck } from './glyphs.ts'

/** Whose sheet it is, and what is written in the window. */
export interface EnvelopeSheet {
  readonly legalName: string
  readonly recipient: readonly string[]
  readonly language: 'fr' | 'en'
  readonly on: Day
}

/** What the template reads: final strings only. */
export interface EnvelopeView {
  readonly title: string
  readonly author: string
  readonly language: 'fr' | 'en'
  readonly recipient: readonly string[]
  readonly steps: readonly string[]
  readonly frame: string
  readonly fold: string
  readonly ruler: string
}

/** A page to print and hold against a window envelope. Synchronous: call it from a child process. */
export function renderEnvelopeSheet({ legalName, recipient, language, on }: EnvelopeSheet): Uint8Array {
  const { printable } = createGlyphCheck()
  const say = (name: string) => translate(language, `identity.sheet-${name}`)
  const view: EnvelopeView = {
    title: say('title'),
    author: printable(legalName),
    language,
    recipient: recipient.map(printable),
    steps: say('steps').split('\n'),
    frame: say('frame'),
    fold: say('fold'),
    ruler: say('ruler'),
  }
  return layOutEnvelope(view, on)
}

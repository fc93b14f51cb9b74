import type { Level } from '#domain/dunning/levels.ts'
import type { LetterLanguage } from '#domain/letters/letter-figures.ts'
import type { LetterText } from '#domain/letters/letter-text.ts'
import type { Audience } from '#domain/people/parties.ts'
import { DEFAULT_WORDS_EN } from './default-texts.en.ts'
import { DEFAULT_WORDS_FR } from './default-texts.fr.ts'
import { writtenLine, writtenText } from './written-text.ts'

/** The words of a language, body paragraphs in the small notation of `written-text.ts`. */
export interface DefaultWords {
  readonly titles: Readonly<Record<Level, string>>
  readonly closing: string
  readonly emailSubjects: Readonly<Record<Level, string>>
  /** What the e-mail that carries the letter says; the letter itself says the rest. */
  readonly emailBodies: Readonly<Record<Level, readonly string[]>>
  readonly bodies: Readonly<Record<Level, Readonly<Record<Audience, readonly string[]>>>>
}

const WORDS: Readonly<Record<LetterLanguage, DefaultWords>> = {
  fr: DEFAULT_WORDS_FR,
  en: DEFAULT_WORDS_EN,
}

/**
 * Our own text of a level: courteous, firm, last before notice, then a formal notice (law.md §3).
 * By audience, since the law differs: what L441-10 gives against a business, and the public procurement
 * code against a public buyer, may not even be mentioned to a consumer (C. conso. L121-21).
 */
export function defaultText(level: Level, language: LetterLanguage, audience: Audience): LetterText {
  const words = WORDS[language]
  return {
    title: writtenLine(words.titles[level], language),
    body: writtenText(words.bodies[level][audience], language),
    closing: writtenLine(words.closing, language),
    signatoryName: null,
    signatoryTitle: null,
    emailSubject: writtenLine(words.emailSubjects[level], language),
    emailBody: writtenText(words.emailBodies[level], language),
  }
}

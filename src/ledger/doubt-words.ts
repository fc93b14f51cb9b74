import type { Doubt, DoubtChoice } from '#domain/receivables/doubt.ts'
import { type Language, translate } from '#messages/translate.ts'

type Asked = Pick<Doubt, 'id' | 'kind' | 'value' | 'values'>

/** The question, as it is asked: « Que veut dire l’état « Clôturée » ? ». */
export function questionOf(language: Language, { id, kind, value, values }: Asked): string {
  const form = id.endsWith(':*') ? 'others' : 'about'
  return translate(language, `doubts.${form}-${kind}`, { ...values, value })
}

/** An answer in words: those of its kind of question if it has its own. */
export function answerOf(language: Language, { kind, value, values }: Asked, choice: DoubtChoice): string {
  const own = `doubts.${kind}-${choice}`
  const words = translate(language, own, { ...values, value })
  return words === own ? translate(language, `doubts.choice-${choice}`) : words
}

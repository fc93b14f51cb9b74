import { fr } from '#messages/fr/index.ts'
import { type Language, translate } from '#messages/translate.ts'

/** What holds fields that say by themselves whose they are: the text of a letter, the text of its e-mail. */
const UNNAMED = 'text'

/**
 * What a user calls a field of a request: "Échéance n° 1, montant" for `instalments.0.amountCents`. What no
 * catalogue names is given as it is: it is then all there is to say.
 */
export function fieldName(language: Language, path: string): string {
  const steps = path.split('.')
  const names: string[] = []
  for (const [at, step] of steps.entries()) {
    if ((isRank(step) && at > 0) || (step === UNNAMED && at < steps.length - 1)) continue
    const rank = steps[at + 1]
    names.push(rank !== undefined && isRank(rank) ? itemName(language, step, rank) : ownName(language, step))
  }
  return names.map((name, at) => (at === 0 ? name : withoutCapital(name))).join(', ')
}

/** The sentence that names a field, of its own or with what the audit keeps; null without one. */
export function fieldNameKey(field: string): string | null {
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return [`field.${field}`, `journal.field-${column}`].find((key) => key in fr) ?? null
}

function isRank(step: string): boolean {
  return /^\d+$/.test(step)
}

function ownName(language: Language, field: string): string {
  const key = fieldNameKey(field)
  return key === null ? field : translate(language, key)
}

function itemName(language: Language, field: string, rank: string): string {
  const number = Number(rank) + 1
  const key = `field.${field}-item`
  return key in fr ? translate(language, key, { number }) : `${ownName(language, field)} ${number}`
}

// "Montant" becomes "montant"; "IBAN" and "E-mail" stay.
function withoutCapital(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

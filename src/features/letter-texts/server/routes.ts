import { RelancesError } from '#domain/errors.ts'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { letterTextProblem } from '#domain/letters/letter-text-check.ts'
import type { Audience } from '#domain/people/parties.ts'
import { defaultText } from '#letters/default-texts.ts'
import { type Language, translate } from '#messages/translate.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { copyToTargets } from './copy-text.ts'
import { keepOwnText, saveLetterText } from './save-text.ts'
import { listTextVersions, readLetterText, readTextVersion } from './store.ts'

/** Routes of « Paramètres › Règlements › Relances ». */
export const letterTextsRoutes: readonly Served[] = [
  serve(contract.fetchLetterText, ({ params: { code, ...variant }, companyId, read }) =>
    read((tx) => readLetterText(tx, { id: companyId, code }, variant)),
  ),
  serve(
    contract.saveLetterText,
    async ({ params: { code, ...variant }, body: change, context, companyId, write }) => {
      checkVariables(change.text, variant.audience, context.language)
      const actor = context.actor.name
      const saved = await write((tx) => saveLetterText(tx, { id: companyId, code }, variant, change, actor))
      return saved
    },
  ),
  serve(contract.keepOwnText, async ({ params: { code, ...variant }, context, companyId, write }) => {
    const actor = context.actor.name
    const kept = await write((tx) => keepOwnText(tx, { id: companyId, code }, variant, actor))
    return kept
  }),
  serve(contract.fetchDefaultText, ({ params: { level, language, audience } }) =>
    defaultText(level, language, audience),
  ),
  serve(contract.fetchTextVersions, ({ params: { code, ...variant }, query: { after }, companyId, read }) =>
    read((tx) => listTextVersions(tx, companyId, variant, after)),
  ),
  serve(contract.fetchTextVersion, ({ params: { code, version, ...variant }, companyId, read }) =>
    read((tx) => readTextVersion(tx, companyId, variant, version)),
  ),
  serve(contract.copyLetterText, ({ params: { code, ...source }, body: { targets }, context, database }) =>
    copyToTargets(database, context, { code, source, targets }),
  ),
]

// What the schema cannot see: which variables a text may name, where, and to whom.
function checkVariables(text: LetterText, to: Audience, speech: Language): void {
  const found = letterTextProblem(text, to)
  if (found === null) return
  const place = translate(speech, `letter-texts.place-${found.place}`)
  throw new RelancesError('invalid', `letter-texts.${found.problem}`, { place, name: found.name })
}

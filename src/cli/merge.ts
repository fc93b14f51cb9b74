import { MERGE_KINDS, type MergeKind } from '#domain/matching/merge.ts'
import { previewOf } from '#features/merges/server/preview.ts'
import { merge as mergeTwo } from '#ledger/merge.ts'
import { planMerge } from '#ledger/merge-plan.ts'
import type { MergeOrder } from '#ledger/merge-sides.ts'
import { undoMerge } from '#ledger/undo-merge.ts'
import { type Language, translate } from '#messages/translate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, type Io, readArguments, readInteger, required, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { cliLanguage, withSession } from './session.ts'

/**
 * `merge --kind customers|invoices|credits --keep ID --merged ID [--preview] [--json]`: makes one of the two rows
 * that `verify` names; `merge --undo NUMBER` parts them again, exit 1 when something rests on it since.
 */
export const merge: Command = async (args, io) => {
  const { values } = readArguments(args, {
    kind: { type: 'string' },
    keep: { type: 'string' },
    merged: { type: 'string' },
    preview: { type: 'boolean' },
    undo: { type: 'string' },
    json: { type: 'boolean' },
  })
  if (values.undo !== undefined) return await undo(io, readId(values.undo, '--undo'), values.json)
  const order: MergeOrder = {
    kind: readKind(required(values.kind, '--kind')),
    keptId: readId(required(values.keep, '--keep'), '--keep'),
    mergedId: readId(required(values.merged, '--merged'), '--merged'),
  }
  return await withSession(io, {}, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who)
    const result = await withScope(database, context, async (tx) => {
      const preview = previewOf(await planMerge(tx, order, context))
      return values.preview ? preview : { id: await mergeTwo(tx, order, context), ...preview }
    })
    writeResult(io, result, values.json)
    return 0
  })
}

async function undo(io: Io, id: number, asJson: boolean | undefined): Promise<number> {
  return await withSession(io, {}, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who)
    const undoing = await withScope(database, context, (tx) => undoMerge(tx, id, context))
    writeResult(io, undoing, asJson)
    if (undoing.isUndone) return 0
    const language: Language = cliLanguage()
    const facts = undoing.laterFacts.map(({ kind, name }) =>
      translate(language, `merges.later-${kind}`, { name }),
    )
    io.err(`${translate(language, 'merges.not-undone', { facts: facts.join(', ') })}\n`)
    return 1
  })
}

function readId(text: string, name: string): number {
  return readInteger(text, name, { min: 1, max: Number.MAX_SAFE_INTEGER })
}

function readKind(text: string): MergeKind {
  const kind = MERGE_KINDS.find((one) => one === text)
  if (kind === undefined)
    throw new UsageError('cli.bad-merge-kind', { value: text, known: MERGE_KINDS.join(', ') })
  return kind
}

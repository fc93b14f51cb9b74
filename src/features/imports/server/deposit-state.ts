import { type Language, translate } from '#messages/translate.ts'
import type { ImportState } from '../deposit-contract.ts'
import type { DepositRow, listDeposits, Problem } from './deposit-store.ts'

/** A deposit as its owner is told of it. One that a dead process had in hand is to be looked at again. */
export function stateOf(row: DepositRow, language: Language): ImportState {
  const { id, progress, preview, result, options, expiresOn, shownSha256, files } = row
  const { step, problem } = told(row, language)
  return {
    ...{ id, step, progress, preview, result, problem, options, expiresOn },
    deposit: {
      ...row.described,
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    files: files.map((file) => ({ id: file.id, name: file.name, bytes: file.bytes })),
    digest: step === 'previewed' ? shownSha256 : null,
  }
}

/** An import under way, without what its preview holds. */
export function summaryOf(row: Awaited<ReturnType<typeof listDeposits>>[number], language: Language) {
  const { id, progress, fileName, errors, expiresOn } = row
  return { id, progress, fileName, errors, expiresOn, ...told(row, language) }
}

const INTERRUPTED: Problem = { key: 'imports.interrupted', values: {} }

function told(
  row: Pick<DepositRow, 'step' | 'problem' | 'isInterrupted'>,
  language: Language,
): Pick<ImportState, 'step' | 'problem'> {
  const problem = row.isInterrupted ? INTERRUPTED : row.problem
  return {
    step: row.isInterrupted ? 'to-review' : row.step,
    problem: problem && translate(language, problem.key, problem.values),
  }
}

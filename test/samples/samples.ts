import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Folder of the real files others made: test inputs only, whose licences keep them out of this
 * repository. RELANCES_SAMPLES says where they are when it is not beside the checkout.
 */
const FOLDER = resolve(import.meta.dirname, '../..', process.env.RELANCES_SAMPLES ?? '../shared/data/samples')

/** Path of a sample; fails with what to do when the folder is not there. */
export function samplePath(name: string): string {
  const path = join(FOLDER, name)
  if (!existsSync(path)) {
    throw new Error(`sample ${path} is missing: set RELANCES_SAMPLES to the folder of real sample files`)
  }
  return path
}

/** Path of a file that is read wrong by many programs, of the folder `cases` beside the samples. */
export function casePath(name: string): string {
  return samplePath(join('../cases', name))
}

/** Figures computed from the samples by independent trial readers. */
export function expectedFigures(): {
  readonly fec: Readonly<Record<string, FecFigures>>
  readonly einvoice: Readonly<Record<string, EInvoiceFigures>>
} {
  return JSON.parse(readFileSync(samplePath('expected.json'), 'utf8'))
}

export interface FecFigures {
  readonly encoding: string
  readonly separator: 'TAB' | 'PIPE'
  readonly columns: number
  readonly rows: number
  readonly debitTotal: string
  readonly creditTotal: string
  readonly rowsWithValidDate: number
  readonly firstEcritureDate: string
  readonly lastEcritureDate: string
  readonly lines411: number
  readonly clients: number
  readonly balance411: string
  readonly clientsWithDebitBalance: number
  readonly clientsWithCreditBalance: number
  readonly unletteredDebit: string
  readonly unletteredCredit: string
  readonly letterGroups: number
  readonly unbalancedLetterGroups: number
  readonly residualOfUnbalancedGroups: string
  readonly topDebtors: readonly (readonly [readonly [string, string], string])[]
}

/** Key of each: path of the sample, then "#" and the name of the XML within a PDF. Amounts as written. */
export interface EInvoiceFigures {
  readonly prof: string | null
  readonly num: string
  readonly type: string
  readonly issue: string
  readonly due: readonly string[]
  readonly cur: string
  readonly total: string
  readonly prepaid: string | null
  readonly payable: string
  readonly iban: readonly string[]
  readonly ref: string | null
  readonly prev: readonly string[]
  readonly seller: string
  readonly buyer: string
  /** "scheme:id". */
  readonly buyerLegalId: string | null
}

import { describe, expect, test } from 'vitest'
import { decimalCents } from '#domain/days-and-money/money.ts'
import { type FecFile, readFec } from '#readers/fec.ts'
import type { FecLine } from '#readers/fec-line.ts'
import { fecReceivables } from '#readers/fec-receivables.ts'
import { fileSource } from '#readers/source.ts'
import { expectedFigures, type FecFigures, samplePath } from './samples.ts'

const { fec } = expectedFigures()

describe.each(Object.entries(fec))('the FEC %s', (name, figures) => {
  test('has the controls that independent readers found', async () => {
    const file = await readFec(await fileSource(samplePath(`fec/${name}`)))
    expect(file.errors).toEqual([])
    expect(controls(file)).toEqual(expectedControls(figures))
  })

  test.each([false, true])('accounts for each party to the cent (netting %s)', async (netting) => {
    const file = await readFec(await fileSource(samplePath(`fec/${name}`)))
    const books = fecReceivables(file, { netting })
    for (const party of books.parties) {
      expect(party.openCents - party.unallocatedCents).toBe(party.balanceCents)
      if (netting && !party.isCollective) expect(Math.min(party.openCents, party.unallocatedCents)).toBe(0)
    }
    const balances = books.parties.map(({ balanceCents }) => balanceCents)
    expect(decimalCents(balances.reduce((sum, cents) => sum + cents, 0))).toBe(figures.balance411)
    expect({
      clients: balances.length,
      clientsWithDebitBalance: balances.filter((cents) => cents > 0).length,
      clientsWithCreditBalance: balances.filter((cents) => cents < 0).length,
    }).toEqual(pick(figures, ['clients', 'clientsWithDebitBalance', 'clientsWithCreditBalance']))
    const keys = books.invoices.flatMap(({ instalments }) => instalments.map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(books.customers.map(({ code }) => code)).size).toBe(books.customers.length)
  })

  test('is lettered as found', async () => {
    const file = await readFec(await fileSource(samplePath(`fec/${name}`)))
    expect(lettering(file.lines)).toEqual(
      pick(figures, [
        'unletteredDebit',
        'unletteredCredit',
        'letterGroups',
        'unbalancedLetterGroups',
        'residualOfUnbalancedGroups',
      ]),
    )
  })
})

test('the one whose customers are all on the collective account is refused', async () => {
  const file = await readFec(await fileSource(samplePath('fec/123456789FEC20500930.txt')))
  const books = fecReceivables(file, { netting: false })
  expect(books.errors.map(({ code }) => code)).toEqual(['fec-no-customer-detail'])
})

test('nearly every customer line is classified by its écriture', async () => {
  let classified = 0
  let total = 0
  for (const name of Object.keys(fec)) {
    const file = await readFec(await fileSource(samplePath(`fec/${name}`)))
    total += file.lines.length
    classified += file.lines.filter(({ nature }) => nature !== 'other').length
  }
  expect(classified / total).toBeGreaterThan(0.9)
})

function controls(file: FecFile): Partial<FecFigures> {
  return {
    encoding: file.encoding ?? '',
    separator: file.separator === '|' ? 'PIPE' : 'TAB',
    columns: file.columns.length,
    rows: file.rows,
    debitTotal: decimalCents(file.debitCents),
    creditTotal: decimalCents(file.creditCents),
    rowsWithValidDate: file.validatedRows,
    firstEcritureDate: file.firstOn?.replaceAll('-', '') ?? '',
    lastEcritureDate: file.lastOn?.replaceAll('-', '') ?? '',
    lines411: file.lines.length,
    balance411: decimalCents(file.receivableCents),
  }
}

function expectedControls(figures: FecFigures): Partial<FecFigures> {
  return pick(figures, [
    'encoding',
    'separator',
    'columns',
    'rows',
    'debitTotal',
    'creditTotal',
    'rowsWithValidDate',
    'firstEcritureDate',
    'lastEcritureDate',
    'lines411',
    'balance411',
  ])
}

function lettering(lines: readonly FecLine[]): Partial<FecFigures> {
  const groups = new Map<string, number>()
  let debit = 0
  let credit = 0
  for (const line of lines) {
    if (line.matchingCode === '') {
      debit += line.debitCents
      credit += line.creditCents
    } else {
      const key = [line.account, line.auxCode, line.matchingCode].join('\t')
      groups.set(key, (groups.get(key) ?? 0) + line.debitCents - line.creditCents)
    }
  }
  const unbalanced = [...groups.values()].filter((cents) => cents !== 0)
  return {
    unletteredDebit: decimalCents(debit),
    unletteredCredit: decimalCents(credit),
    letterGroups: groups.size,
    unbalancedLetterGroups: unbalanced.length,
    residualOfUnbalancedGroups: decimalCents(unbalanced.reduce((sum, cents) => sum + cents, 0)),
  }
}

function pick<Whole, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<Whole, Key>
}

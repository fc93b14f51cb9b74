import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { decideDoubt } from '#ledger/decide-doubt.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, CONTEXT, importText, instalmentsOf, previewText } from './import-world.ts'

// What nothing tells of two documents is asked: the same, or another?

const database = await createTestDatabase()

const CODED = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC'
const list = (header: string, ...rows: readonly string[]) => `${[header, ...rows].join('\r\n')}\r\n`

async function importStrictly(company: string, text: string) {
  const options = { ...importOptions.parse({ company, companyName: 'Atelier du Lin' }), isStrict: true }
  const sources = [bytesSource('fichier.txt', Buffer.from(text))] as const
  return await applyImport({ database, archive: memoryArchive() }, CONTEXT, { sources, options })
}

const known = list(CODED, 'DUP;Dupont;FA-77;10/01/2026;09/02/2026;100,00')
const CASES = [
  [
    'the same number under another code and another name',
    'MAR;Martin;FA-77;10/01/2026;09/02/2026;100,00',
    'le numéro et le montant',
  ],
  ['a prefix on one side only', 'DUP;Dupont;77;10/01/2026;09/02/2026;100,00', 'que par le préfixe'],
  ['no date of issue on one side, and no due date in common', 'DUP;Dupont;FA-77;;;100,00', 'sans date'],
  [
    'no number on one side, of the same day and amount',
    'DUP;Dupont;;10/01/2026;09/02/2026;100,00',
    'une seule des deux',
  ],
] as const

/** Asked of the second list in a company that knows the first. */
async function askedOf(company: string, row: string) {
  await importText(database, known, { company })
  const { doubts } = await previewText(database, list(CODED, row), { company })
  const [doubt] = doubts
  if (!doubt) throw new Error('nothing was asked')
  return { doubt, id: doubt.id, text: list(CODED, row) }
}
const toConfirm = async (company: string) =>
  (
    await database.owner.query(
      `select b.id from dunning_blocks b join companies e on e.id = b.company_id
       where e.code = $1 and b.kind = 'to-confirm' and b.lifted_at is null`,
      [company],
    )
  ).rows.length
async function inCompany<T>(
  company: string,
  work: (tx: ScopedTransaction, doubtId: number) => Promise<T>,
): Promise<T> {
  const { rows } = await database.owner.query<{ id: number; doubt: number }>(
    `select e.id, (select max(q.id) from import_doubts q where q.company_id = e.id) as doubt from companies e where e.code = $1`,
    [company],
  )
  const scope = { actor: CONTEXT.actor, companyIds: rows.map(({ id }) => id) }
  return await withScope(database, scope, (tx) => work(tx, rows[0]?.doubt ?? 0))
}

test.each(CASES)('%s: it is asked, and without an answer set aside', async (title, row, words) => {
  const company = `ASK${title.length}`
  const { doubt, text } = await askedOf(company, row)
  expect(doubt.question).toContain(words)
  expect(doubt.choices.map(({ label }) => label)).toEqual(['C’est la même pièce', 'C’est une autre pièce'])
  expect(doubt).toMatchObject({ answer: null, count: 1, amounts: [{ currency: 'EUR', cents: 10_000 }] })
  await expect(importStrictly(company, text)).rejects.toMatchObject({
    code: 'conflict',
  })
  const { counts } = await importText(database, text, { company })
  expect(counts.toConfirm).toEqual({ doubts: 1, items: 1 })
  expect(await toConfirm(company)).toBe(1)
  // Again, and again with the first list: nothing is doubled, and the question stays.
  await importText(database, text, { company })
  await importText(database, known, { company })
  expect(await toConfirm(company)).toBe(1)
  expect(await instalmentsOf(database, company)).toHaveLength(2)
})

test.each(CASES)('%s: the same document, it is one', async (title, row) => {
  const company = `KNOWN${title.length}`
  const { id, text } = await askedOf(company, row)
  await setLevel(database, company, 'FA-77', 3)
  await importText(database, text, { company, answers: { [id]: 'known' } })
  expect(await instalmentsOf(database, company)).toMatchObject([{ open: 10_000, level: 3 }])
  // The next list of this header is read so.
  await importText(database, text, { company })
  expect(await toConfirm(company)).toBe(0)
  expect(await instalmentsOf(database, company)).toMatchObject([{ open: 10_000, level: 3 }])
})

test.each(CASES)('%s: another document, they are two', async (title, row) => {
  const company = `DIFFERENT${title.length}`
  const { id, text } = await askedOf(company, row)
  for (const _ of ['first', 'again'])
    await importText(database, text, { company, answers: { [id]: 'different' } })
  expect(await balanceOf(database, company)).toBe(20_000)
  expect(await toConfirm(company)).toBe(0)
})

test('set aside, then decided in one act: the double leaves the books, and does not come back', async () => {
  const company = 'DECIDED'
  const { text } = await askedOf(company, CASES[1][1])
  await importText(database, text, { company })
  await inCompany(company, (tx, doubtId) => decideDoubt(tx, doubtId, 'known', 'comptable'))
  expect(await balanceOf(database, company)).toBe(10_000)
  await importText(database, text, { company })
  expect(await balanceOf(database, company)).toBe(10_000)
  expect(await toConfirm(company)).toBe(0)
})

test('set aside, then answered by the next import: what was set aside is withdrawn, or counts', async () => {
  for (const [answer, cents] of [
    ['known', 10_000],
    ['different', 20_000],
  ] as const) {
    const company = `LATER${answer}`
    const { id, text } = await askedOf(company, CASES[0][1])
    await importText(database, text, { company })
    await importText(database, text, { company, answers: { [id]: answer } })
    expect(await balanceOf(database, company)).toBe(cents)
    expect(await toConfirm(company)).toBe(0)
  }
})

test('a ledger after a list: asked, set aside, and one once it is said so', async () => {
  const company = 'LEDGERASKS'
  await importText(database, known, { company })
  const books = ledger({ MAR: 'Martin' }).sale('2026-01-10', 'MAR', 'FA-77', 10_000).text()
  const { doubts } = await importText(database, books, { company })
  for (const _ of ['again', 'and again']) await importText(database, books, { company })
  expect(await toConfirm(company)).toBe(1)
  await importText(database, books, { company, answers: { [doubts[0]?.id ?? '']: 'known' } })
  expect(await balanceOf(database, company)).toBe(10_000)
  await importText(database, books, { company })
  expect(await balanceOf(database, company)).toBe(10_000)
  expect(await toConfirm(company)).toBe(0)
})

test('a credit note under another name', async () => {
  const company = 'NOTEASKS'
  await importText(database, list(CODED, 'DUP;Dupont;AV-1;10/01/2026;;-30,00'), { company })
  const other = list(CODED, 'MAR;Martin;AV-1;10/01/2026;;-30,00')
  const { doubts } = await importText(database, other, { company })
  expect(doubts).toMatchObject([{ amounts: [{ currency: 'EUR', cents: -3_000 }] }])
  await importText(database, other, { company, answers: { [doubts[0]?.id ?? '']: 'known' } })
  expect(await balanceOf(database, company)).toBe(-3_000)
})

test.each([
  ['another client and another amount', 'MAR;Martin;FA-77;10/01/2026;09/02/2026;50,00'],
  ['another client and another year', 'MAR;Martin;FA-77;10/01/2025;09/02/2025;100,00'],
  ['another prefix', 'DUP;Dupont;FC-77;10/01/2026;09/02/2026;100,00'],
])('%s is another invoice, and nothing is asked', async (title, row) => {
  const company = `OTHER${title.length}`
  await importText(database, known, { company })
  const preview = await previewText(database, list(CODED, row), { company })
  expect(preview.counts.created.invoices).toBe(1)
  expect(preview.doubts).toEqual([])
})

import { expect, test } from 'vitest'
import { NOTHING_SELECTED, tickInvoice } from '#domain/dunning/selection.ts'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { readAsked } from '#ledger/asked.ts'
import { addBlock } from '#ledger/blocks.ts'
import { judgePromises } from '#ledger/promises.ts'
import { LETTERHEAD } from '#letters/letter-fixture.fr.ts'
import { renderArchive } from '#letters/render.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import type { WorldCustomer, WorldInvoice } from '../world.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found, openDesk } from './desk.ts'

// One imputation of credits (rules.md §8): the letters, their décompte and the detail of an invoice say one thing.

const TODAY = '2026-09-03'
const database = await createTestDatabase()
const openCompany = companyOpener(database)

async function open(customer: Omit<WorldCustomer, 'code' | 'name'>) {
  const opened = await openCompany([{ code: 'MOREL', name: 'Menuiserie Morel', ...customer }], TODAY)
  const { company, desk, context } = opened
  await database.owner.query('update companies set iban = $2 where id = $1', [company.id, LETTERHEAD.iban])
  const morel = found(company.customers.get('MOREL'))
  return {
    ...opened,
    onePerLevel: () =>
      database.owner.query('update companies set one_letter_per_level = true where id = $1', [company.id]),
    showPenalties: () =>
      database.owner.query('update dunning_levels set shows_penalties = true where company_id = $1', [
        company.id,
      ]),
    /** The letters of a draft in which these invoices are ticked. */
    letters: async (...numbers: string[]) => {
      const ticked = numbers.map((number) => [morel, found(company.invoices.get(number))] as const)
      const letters = await desk.letters(await desk.draftInvoices(TODAY, TODAY, ticked))
      return letters.map(({ content }) => content)
    },
    /** What the dialog says before the same letters are made. */
    asked: (...numbers: string[]) => {
      const selection = numbers.reduce(
        (ticks, number) => tickInvoice(ticks, `${morel}:EUR`, found(company.invoices.get(number)), true),
        NOTHING_SELECTED,
      )
      const filter = { on: TODAY, today: TODAY, companyIds: [company.id] }
      return withScope(database, context, (tx) => readAsked(tx, filter, selection, TODAY))
    },
    detail: (number: string) =>
      withScope(database, context, (tx) =>
        readInvoiceDetail(tx, found(company.invoices.get(number)), { on: TODAY, today: TODAY }),
      ),
  }
}

/** An invoice whose next letter is the formal notice. */
function noticed(number: string, dueOn: string, cents: number): WorldInvoice {
  return { ...invoice(number, dueOn, cents), level: 4, lastRemindedOn: '2026-08-20' }
}

const M1 = noticed('M-1', '2026-05-01', 10_000)
const M2 = noticed('M-2', '2026-06-01', 20_000)
const CREDIT = { number: 'AV-1', cents: 15_000, receivedOn: '2026-07-01' }

test('M-2 ticked alone: M-1, older, takes 100 of the credit of 150, and the letter asks 150', async () => {
  const morel = await open({ invoices: [M1, M2], credits: [CREDIT] })
  const [letter] = await morel.letters('M-2')
  expect(await morel.asked('M-2')).toEqual({
    amounts: [{ currency: 'EUR', grossCents: 20_000, imputedCents: 5_000, netCents: 15_000 }],
    letters: 1,
    levels: [{ level: 4, letters: 1 }],
    covered: [],
    coveredCount: 0,
    ways: null,
  })
  expect(letter).toMatchObject({
    instalmentsCents: 20_000,
    netCents: 15_000,
    creditRows: [{ number: 'AV-1', openCents: -15_000, imputedCents: -5_000 }],
  })
  // The décompte is on what the letter asks: 200 less 50, a credit note bearing no interest from the start.
  const penalties = found(letter).penalties
  if (penalties?.kind !== 'owed') throw new Error('the notice prints penalties')
  expect(penalties.lines.flatMap((line) => line.segments.map((segment) => segment.baseCents))).toEqual([
    15_000, 15_000,
  ])
  expect(penalties.lines[0]?.imputed).toEqual([
    { kind: 'credit-note', number: 'AV-1', receivedOn: '2026-07-01', cents: 5_000 },
  ])
  const detail = (await morel.detail('M-2')).penalties
  expect(detail).toMatchObject({ interestCents: penalties.interestCents, feesCents: 4_000 })
  expect(detail).toMatchObject({
    imputed: [{ kind: 'credit-note', name: 'AV-1', receivedOn: '2026-07-01', cents: 5_000 }],
  })
})

test('the paper of M-2 names the part of the credit, and demands one figure in text, payment and code', async () => {
  const morel = await open({ invoices: [M1, M2], credits: [CREDIT] })
  const letter = found((await morel.letters('M-2'))[0])
  const penalties = letter.penalties
  if (penalties?.kind !== 'owed') throw new Error('the notice prints penalties')
  const demanded = 15_000 + penalties.interestCents + 4_000
  expect(letter.demandedCents).toBe(demanded)
  expect(letter.paymentQr?.split('\n')[7]).toBe(`EUR${(demanded / 100).toFixed(2)}`)
  const words = await textOfPdf(renderArchive(LETTERHEAD, letter).pdf)
  const figure = `${(demanded / 100).toFixed(2).replace('.', ',')} €`
  expect(words).toContain('Avoir AV-1 de 150,00 €, dont 50,00 € imputés ici')
  expect(words).toContain('Après imputation de 50,00 € (avoir AV-1) (C. civ., art. 1342-10).')
  expect(words).toContain(`de payer la somme de ${figure}`)
  expect(words).toContain(`Montant ${figure}`)
  expect(words).toContain(`Total dû au 03/09/2026 ${figure}`)
  expect(words).toContain('150,00 € en principal')
})

test('what a credit pays wholly is in the table alone: not in the dates, the reminders or the reference', async () => {
  const old = { ...invoice('M-1', '2025-12-01', 10_000), level: 3, lastRemindedOn: '2026-08-20' } as const
  const morel = await open({ invoices: [old, invoice('M-2', '2026-08-01', 20_000)], credits: [CREDIT] })
  const letter = found((await morel.letters('M-1', 'M-2'))[0])
  expect(letter).toMatchObject({ level: 1, netCents: 15_000, instalmentsCents: 30_000 })
  expect(letter.rows.map((row) => row.number)).toEqual(['M-1', 'M-2'])
  expect(letter.paymentReference).toBe('MOREL M-2')
  const words = await textOfPdf(renderArchive(LETTERHEAD, letter).pdf)
  expect(words).toContain('votre règlement de 150,00 €, à échéance du 01/08/2026.')
})

test('a letter before the notice asks for its principal, and tells what the law adds', async () => {
  const third = { ...M2, level: 3 } as const
  const morel = await open({ invoices: [M1, third], credits: [CREDIT] })
  await morel.showPenalties()
  const letter = found((await morel.letters('M-2'))[0])
  expect(letter).toMatchObject({ level: 3, netCents: 15_000, demandedCents: 15_000 })
  expect(letter.paymentQr).toContain('EUR150.00')
  const words = await textOfPdf(renderArchive(LETTERHEAD, letter).pdf)
  expect(words).toContain('la somme de 150,00 €')
  expect(words).toContain('Principal 150,00 €')
})

test('two letters on the same client never take off the same euro', async () => {
  const morel = await open({ invoices: [M1, M2], credits: [CREDIT] })
  const nets = async (number: string) => (await morel.letters(number)).map((letter) => letter.netCents)
  expect(await nets('M-2')).toEqual([15_000])
  // M-1 alone is wholly covered: no letter, and the refusal says so.
  await expect(nets('M-1')).rejects.toMatchObject({ code: 'conflict', key: 'features.all-covered' })
  expect(await morel.asked('M-1')).toMatchObject({
    amounts: [{ grossCents: 10_000, imputedCents: 10_000, netCents: 0 }],
    letters: 0,
    coveredCount: 1,
    covered: [{ code: 'MOREL', name: 'Menuiserie Morel' }],
  })
  expect((await morel.letters('M-1', 'M-2')).map((letter) => letter.netCents)).toEqual([15_000])
})

test('one letter per level: each takes off its own part', async () => {
  const morel = await open({
    invoices: [invoice('M-1', '2026-05-01', 10_000), M2],
    credits: [
      { number: 'AV-1', cents: 4_000 },
      { number: 'VIR', cents: 5_000, kind: 'payment', label: 'VIR MOREL M-2' },
    ],
  })
  await morel.onePerLevel()
  expect(await morel.asked('M-1', 'M-2')).toMatchObject({ letters: 2, amounts: [{ netCents: 21_000 }] })
  const letters = await morel.letters('M-1', 'M-2')
  expect(
    letters.map(({ level, netCents, creditRows }) => [level, netCents, creditRows.map((row) => row.number)]),
  ).toEqual([
    [1, 6_000, ['AV-1']],
    [4, 15_000, ['VIR']],
  ])
})

test('one letter per level: the 40 € of an invoice in two letters are asked once, by the gravest', async () => {
  const morel = await open({
    invoices: [
      {
        ...noticed('M-3', '2026-05-01', 0),
        instalments: [
          { dueOn: '2026-05-01', cents: 10_000 },
          { dueOn: '2026-07-01', cents: 20_000 },
        ],
      },
    ],
  })
  await database.owner.query('update instalments set level = 1 where id = $1', [
    morel.company.instalments.get('M-3/2'),
  ])
  await morel.onePerLevel()
  await morel.showPenalties()
  const letters = await morel.letters('M-3')
  const fees = letters.map(({ level, penalties }) => [
    level,
    penalties?.kind === 'owed' ? penalties.feesCents : null,
  ])
  expect(fees).toEqual([
    [1, 0],
    [4, 4_000],
  ])
})

test('a payment dated after the letter takes nothing off it', async () => {
  const later = { number: 'VIR', kind: 'payment', cents: 5_000, receivedOn: '2026-09-10' } as const
  const morel = await open({ invoices: [M1, M2], credits: [later] })
  const [letter] = await morel.letters('M-1', 'M-2')
  expect(letter).toMatchObject({ netCents: 30_000, creditRows: [] })
})

test('a payment under way sets aside what it will settle until its day, on the page and in « Écartés »', async () => {
  const cheque = { number: 'CHQ', kind: 'payment', cents: 12_000, receivedOn: '2026-09-10' } as const
  const morel = await open({ invoices: [M1, M2], credits: [cheque] })
  const { desk } = morel
  // M-1 will be paid; of M-2 the cheque would pay 20 € only: it is asked for whole.
  expect((await desk.list(TODAY)).map((row) => [row.amountCents, row.creditCents, row.netCents])).toEqual([
    [20_000, 0, 20_000],
  ])
  expect(await desk.setAside(TODAY)).toEqual([['MOREL', 'M-1', 'payment-under-way']])
  expect((await morel.letters('M-1', 'M-2')).map((letter) => letter.rows.map((row) => row.number))).toEqual([
    ['M-2'],
  ])
  const later = openDesk(database, { ...morel.context, today: '2026-09-10' })
  expect(await later.setAside(TODAY)).toEqual([])
  expect((await later.list(TODAY)).map((row) => [row.amountCents, row.creditCents, row.netCents])).toEqual([
    [30_000, 12_000, 18_000],
  ])
})

test('a promise is kept by a payment received in time that nobody has allocated, and broken by one too late', async () => {
  const morel = await open({ invoices: [M1, M2] })
  const customerId = found(morel.company.customers.get('MOREL'))
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, morel.context, work)
  const promised = {
    customerId,
    kind: 'promise',
    reason: '',
    endsOn: '2026-08-28',
    amountCents: 10_000,
  } as const
  await inScope((tx) => addBlock(tx, promised, 'Camille'))
  const brokenOn = async () => (await morel.desk.list(TODAY)).map((row) => row.brokenPromiseOn)
  const outcome = () =>
    inScope(async (tx) => {
      const blocks = await tx
        .selectFrom('dunning_blocks')
        .select('id')
        .where('company_id', '=', morel.company.id)
        .execute()
      const ids = blocks.map(({ id }) => id)
      return [...(await judgePromises(tx, ids, TODAY)).values()]
    })
  const receive = (receivedOn: string) =>
    database.owner.query(
      `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
         source_key, created_by) values ($1, $2, 'payment', $3::text, $3::text::date, 'EUR', 10000, 'manual', $3::text, 'test')`,
      [morel.company.id, customerId, receivedOn],
    )
  expect(await outcome()).toEqual([{ state: 'broken', receivedCents: 0 }])
  expect(await brokenOn()).toEqual(['2026-08-28'])
  await receive('2026-09-02')
  expect(await outcome()).toEqual([{ state: 'broken', receivedCents: 0 }])
  await receive('2026-08-27')
  expect(await outcome()).toEqual([{ state: 'kept', receivedCents: 10_000 }])
  expect(await brokenOn()).toEqual([null])
})

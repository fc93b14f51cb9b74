import { expect, test } from 'vitest'
import { sumCents } from '#domain/days-and-money/money.ts'
import { collectedStatuses } from '#features/imports/server/collected-statuses.ts'
import { readCollected } from '#features/imports/server/collected-store.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { importFiles, invoiceXml } from './e-invoice-world.ts'

// Atelier du Lin, which does work and owes VAT when it is paid, tells its platform what it collects.

const database = await createTestDatabase()
let messages = 0

const tax = (percent: string, base: string, amount: string) =>
  `<ram:ApplicableTradeTax><ram:CalculatedAmount>${amount}</ram:CalculatedAmount><ram:BasisAmount>${base}</ram:BasisAmount>
<ram:RateApplicablePercent>${percent}</ram:RateApplicablePercent></ram:ApplicableTradeTax>`
// 1 200,00 at 20 % and 110,00 at 10 %, tax included.
const RATES = `${tax('20', '1000.00', '200.00')}${tax('10.0', '100.00', '10.00')}`
const WORK = { process: 'S1', total: '1310.00', settlement: RATES }

async function openDesk(company: string) {
  const archive = memoryArchive()
  const give = async (files: Readonly<Record<string, string>>) =>
    await importFiles(database, files, { company, companyName: 'Atelier du Lin', archive })
  await give({
    'FA-1.xml': invoiceXml({ number: 'FA-1', ...WORK }),
    'FA-2.xml': invoiceXml({ number: 'FA-2', ...WORK, process: 'B1' }),
    'FA-3.xml': invoiceXml({ number: 'FA-3', ...WORK, settlement: '' }),
    'FA-4.xml': invoiceXml({ number: 'FA-4', ...WORK, process: 'M1' }),
  })
  const { rows } = await database.owner.query<{ company_id: number; id: number; number: string }>(
    'select v.company_id, v.id, v.number from invoices v join companies c on c.id = v.company_id where c.code = $1',
    [company],
  )
  const companyId = Number(rows[0]?.company_id)
  const inScope = async <T>(work: (tx: ScopedTransaction) => Promise<T>) =>
    await withScope(database, contextFor([companyId], '2024-11-24'), work)
  const toTell = async (until: string) => {
    const invoices = await inScope((tx) => readCollected(tx, { companyId, since: '2024-01-01', until }))
    messages += 1
    return await collectedStatuses(invoices, { archive, until, messageId: () => `M-${messages}` })
  }
  return {
    companyId,
    inScope,
    toTell,
    pay: async (number: string, receivedOn: string, amountCents: number) =>
      await inScope((tx) =>
        notePayment(tx, {
          invoiceId: Number(rows.find((row) => row.number === number)?.id),
          ...{ receivedOn, amountCents, today: '2024-11-24', actor: 'Camille' },
        }),
      ),
    undo: async (creditId: number) =>
      await inScope((tx) =>
        cancelNotedPayment(tx, { creditId, reason: 'Chèque sans provision', actor: 'Camille' }),
      ),
    /** The platform has the files: imported, they are what was told. */
    tell: async (until: string) => {
      const files = (await toTell(until)).flatMap(({ xml }, index) =>
        xml === null ? [] : [[`212-${index}.xml`, xml] as const],
      )
      return (await give(Object.fromEntries(files))).documents.map(
        ({ state, status }) => `${state} ${status}`,
      )
    },
  }
}

const brief = (told: Awaited<ReturnType<typeof collectedStatuses>>) =>
  told.map(({ number, cents, amounts, untold }) => [
    number,
    cents,
    untold ?? amounts.map((amount) => `${amount.percent} : ${amount.cents}`).join(', '),
  ])

test('what is collected is told once, by rate, and taken back when the payment is undone', async () => {
  const desk = await openDesk('ENCAISSE1')
  const first = await desk.pay('FA-1', '2024-02-10', 10_000)
  expect(brief(await desk.toTell('2024-02-29'))).toEqual([['FA-1', 10_000, '20.00 : 9160, 10.00 : 840']])
  // Of January, nothing.
  expect(await desk.toTell('2024-01-31')).toEqual([])
  expect(await desk.tell('2024-02-29')).toEqual(['new 212 Encaissée'])
  expect(await desk.toTell('2024-02-29')).toEqual([])
  await desk.pay('FA-1', '2024-03-05', 121_000)
  expect(brief(await desk.toTell('2024-03-31'))).toEqual([['FA-1', 121_000, '20.00 : 110840, 10.00 : 10160']])
  await desk.tell('2024-03-31')
  await desk.undo(first)
  const [back] = await desk.toTell('2024-04-30')
  expect(brief(back ? [back] : [])).toEqual([['FA-1', -10_000, '20.00 : -9160, 10.00 : -840']])
  expect(back?.xml).toContain('20240430')
  await desk.tell('2024-04-30')
  expect(await desk.toTell('2024-04-30')).toEqual([])
  const invoices = await desk.inScope((tx) =>
    readCollected(tx, { companyId: desk.companyId, since: '2024-01-01', until: '2024-04-30' }),
  )
  // Σ told is what the books say: 1 210,00; and telling it has changed no balance.
  expect(sumCents(invoices.flatMap(({ told }) => told.map(({ cents }) => cents)))).toBe(121_000)
  expect(invoices.map(({ collectedCents }) => collectedCents)).toEqual([121_000])
})

test('what cannot be told is listed with the reason, never guessed', async () => {
  const desk = await openDesk('ENCAISSE2')
  for (const number of ['FA-2', 'FA-3', 'FA-4']) await desk.pay(number, '2024-02-10', 5_000)
  expect(brief(await desk.toTell('2024-02-29'))).toEqual([
    ['FA-2', 5_000, 'not-on-payment'],
    ['FA-3', 5_000, 'no-rates'],
    ['FA-4', 5_000, 'rule-unknown'],
  ])
})

test('another company is never seen, even when it is asked for', async () => {
  const [one, other] = [await openDesk('ENCAISSE3'), await openDesk('ENCAISSE4')]
  await other.pay('FA-1', '2024-02-10', 10_000)
  const asked = { companyId: other.companyId, since: '2024-01-01', until: '2024-02-29' }
  expect(await one.inScope((tx) => readCollected(tx, asked))).toEqual([])
  expect(await other.inScope((tx) => readCollected(tx, asked))).toHaveLength(1)
})

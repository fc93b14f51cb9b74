import { describe, expect, test } from 'vitest'
import { matchWaitingStatuses } from '#features/imports/server/match-waiting-statuses.ts'
import { liftBlock } from '#ledger/blocks.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { readInvoiceStatuses } from '#ledger/invoice-statuses.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { cdarXml, type StatusParts } from '#readers/cdar-fixture.ts'
import { listenedWork } from '../bound-statements.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { importFiles, invoiceXml, previewFiles } from './e-invoice-world.ts'

// Atelier du Lin sends FA-1, of 750,00 EUR, to Dupont et fils on 10 January 2024; then its platform tells its life.

const database = await createTestDatabase()
let companies = 0

const LIN = '732829320'
const FA1 = { number: 'FA-1', total: '750.00' }

function openDesk() {
  companies += 1
  const company = `STATUT${companies}`
  const rows = async <T>(query: string): Promise<T[]> =>
    (
      await database.owner.query(
        query.replaceAll('$company', `(select id from companies where code = '${company}')`),
      )
    ).rows as T[]
  const id = async () => Number((await rows<{ id: number }>('select $company as id'))[0]?.id)
  const inScope = async <T>(work: (tx: ScopedTransaction) => Promise<T>) =>
    await withScope(database, contextFor([await id()], '2024-11-24'), work)
  const files = (statuses: readonly StatusParts[]) =>
    Object.fromEntries(
      statuses.map((parts, index) => [
        `statut-${index}.xml`,
        cdarXml({
          siren: LIN,
          number: 'FA-1',
          issuedOn: '20240110',
          messageId: `M-${parts.code}-${parts.at}`,
          ...parts,
        }),
      ]),
    )
  return {
    company,
    inScope,
    rows,
    sendInvoice: async () =>
      await importFiles(
        database,
        { 'FA-1.xml': invoiceXml(FA1) },
        { company, companyName: 'Atelier du Lin' },
      ),
    receive: async (...statuses: StatusParts[]) =>
      (await importFiles(database, files(statuses), { company })).documents.map(
        ({ state, status, remarks }) => [state, status, ...remarks].join(' | '),
      ),
    preview: async (...statuses: StatusParts[]) => await previewFiles(database, files(statuses), { company }),
    held: async () =>
      (
        await rows<{ kind: string; reason: string }>(
          `select kind, reason from dunning_blocks where company_id = $company and lifted_at is null order by id`,
        )
      ).map(({ kind, reason }) => `${kind} : ${reason}`),
    openCents: async () =>
      Number(
        (
          await rows<{ open: number }>(
            'select sum(open_cents) as open from instalments where company_id = $company',
          )
        )[0]?.open,
      ),
    cancelLast: async () => {
      const [last] = await rows<{ id: number }>(
        'select max(id) as id from imports where company_id = $company and cancelled_at is null',
      )
      return await inScope((tx) =>
        cancelImport(tx, Number(last?.id), { actor: 'Camille', today: '2026-11-30' }),
      )
    },
  }
}

/** A status of that day of February 2024. */
const on = (day: number, code: string, parts: StatusParts = {}): StatusParts => ({
  code,
  at: `202402${String(day).padStart(2, '0')}101500`,
  ...parts,
})
const DISPUTE = on(3, '207', { reason: 'TX_TVA_ERR', action: 'NIN' })
const RECEIVED = on(12, '212', { amounts: { MEN: '500.00', RAP: '250.00' } })

describe('what the buyer says of an invoice', () => {
  test('a dispute sets it aside with its reason in words, and approval ends it', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    const shown = await desk.preview(on(1, '202'), DISPUTE)
    expect(shown.documents).toMatchObject([
      { kind: 'status', state: 'new', number: 'FA-1', customer: 'Dupont et fils', status: '202 Reçue' },
      { state: 'new', status: '207 En litige', happenedOn: '2024-02-03' },
    ])
    expect(await desk.held()).toEqual([])
    expect(await desk.receive(on(1, '202'), DISPUTE)).toEqual([
      'new | 202 Reçue | Gardé comme preuve datée.',
      'new | 207 En litige | Facture mise à part : taux de TVA erroné – demandé : faire une nouvelle facture.',
    ])
    expect(await desk.held()).toEqual(['dispute : taux de TVA erroné – demandé : faire une nouvelle facture'])
    await desk.receive(on(9, '205'))
    expect(await desk.held()).toEqual([])
    expect(await desk.rows('select lift_reason from dunning_blocks where company_id = $company')).toEqual([
      { lift_reason: 'Statut 205 Approuvée du 09/02/2024' },
    ])
    const [invoice] = await desk.rows<{ id: number; company_id: number }>(
      'select id, company_id from invoices where company_id = $company',
    )
    const of = { companyId: Number(invoice?.company_id), invoiceId: Number(invoice?.id) }
    expect(await desk.inScope((tx) => readInvoiceStatuses(tx, of, 'fr'))).toMatchObject([
      { name: '202 Reçue', happenedOn: '2024-02-01', reason: null, fileName: 'statut-0.xml' },
      { name: '207 En litige', reason: 'taux de TVA erroné – demandé : faire une nouvelle facture' },
      { name: '205 Approuvée' },
    ])
  })

  test('the order of arrival changes nothing, and the same status twice is one', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(on(9, '205'))
    expect(await desk.receive(DISPUTE)).toEqual([
      'new | 207 En litige | Un statut plus récent, 205 Approuvée, l’emporte.',
    ])
    expect(await desk.held()).toEqual([])
    // Another platform forwards it under a number of its own.
    expect(await desk.receive({ ...DISPUTE, messageId: 'AUTRE' })).toEqual(['known | 207 En litige'])
    await desk.receive(on(10, '208', { reason: 'JUSTIF_ABS' }))
    expect(await desk.held()).toEqual(['suspended : pièce demandée : justificatif absent ou insuffisant'])
    await desk.receive(on(11, '209'))
    expect(await desk.held()).toEqual([])
  })

  test.each([
    [
      on(3, '210', { reason: 'DOUBLON' }),
      'refused : facture en double – faire un avoir ou une nouvelle facture',
    ],
    [on(3, '213', { reason: 'REJ_ADR' }), 'not-received : facture à renvoyer : contrôle de l’adressage'],
    [on(3, '221'), 'not-received : facture à renvoyer : motif non donné'],
    [on(3, '206', { reason: 'AUTRE', note: 'Lot 3' }), 'dispute : autre motif : Lot 3'],
  ])('%o', async (status, expected) => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(status)
    expect(await desk.held()).toEqual([expected])
  })

  test('a payment that is announced is a promise at its day', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(on(5, '211'))
    expect(await desk.held()).toEqual(['promise : annoncé payé le 05/02/2024'])
    expect(
      await desk.rows(
        `select promised_on::text, ends_on::text, amount_cents::int from dunning_blocks where company_id = $company`,
      ),
    ).toEqual([{ promised_on: '2024-02-05', ends_on: '2024-02-08', amount_cents: 75_000 }])
  })

  test('a hold lifted by hand is not made again', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(DISPUTE)
    const [block] = await desk.rows<{ id: number }>(
      'select id from dunning_blocks where company_id = $company',
    )
    await desk.inScope((tx) => liftBlock(tx, Number(block?.id), 'Réglé par téléphone', 'Camille'))
    await desk.receive(on(2, '202'))
    expect(await desk.held()).toEqual([])
  })

  test('a status that comes before its invoice waits for it', async () => {
    const desk = openDesk()
    await importFiles(
      database,
      { 'FA-0.xml': invoiceXml({ number: 'FA-0' }) },
      { company: desk.company, companyName: 'Atelier du Lin' },
    )
    expect(await desk.receive(DISPUTE)).toEqual([
      'new | 207 En litige | Facture inconnue : le statut est gardé, et aura son effet quand elle arrivera.',
    ])
    await desk.sendInvoice()
    expect(await desk.held()).toHaveLength(1)
  })

  test('an invoice of another day or of another seller is not this one', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive({ ...DISPUTE, issuedOn: '20230110' })
    expect(await desk.held()).toEqual([])
    expect(await desk.receive({ ...DISPUTE, siren: '552100554' })).toEqual([
      'refused | 207 En litige | Ce statut est celui d’une facture d’un autre vendeur (SIREN 552100554).',
    ])
    expect(await desk.receive({ ...DISPUTE, type: '381' })).toEqual([
      'new | 207 En litige | Statut d’un avoir : gardé, sans effet.',
    ])
    expect(await desk.held()).toEqual([])
  })
})

describe('money that has come in (212)', () => {
  test('settles what it says; given back, it is open again', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    expect(await desk.receive(RECEIVED)).toMatchObject([expect.stringContaining('500,00')])
    expect(await desk.openCents()).toBe(25_000)
    expect(await desk.receive(RECEIVED)).toEqual(['known | 212 Encaissée'])
    await desk.receive(on(20, '212', { amounts: { MEN: '-500.00' } }))
    expect(await desk.openCents()).toBe(75_000)
  })

  test('given back before it is told: nothing stands', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(on(20, '212', { amounts: { MEN: '-500.00' } }))
    expect(await desk.openCents()).toBe(75_000)
    await desk.receive(RECEIVED)
    expect(await desk.openCents()).toBe(75_000)
  })

  test('two payments of one amount on one day are two, by their messages', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    const part = (messageId: string) => on(12, '212', { amounts: { MEN: '100.00' }, messageId })
    await desk.receive(part('P-1'), part('P-2'))
    expect(await desk.openCents()).toBe(55_000)
  })

  test('cancelling the import takes everything back; the file again brings it again', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(DISPUTE)
    await desk.receive(on(9, '205'), RECEIVED)
    expect([await desk.held(), await desk.openCents()]).toEqual([[], 25_000])
    expect(await desk.cancelLast()).toMatchObject({ isCancelled: true })
    expect(await desk.openCents()).toBe(75_000)
    expect(await desk.held()).toHaveLength(1)
    await desk.receive(on(9, '205'), RECEIVED)
    expect([await desk.held(), await desk.openCents()]).toEqual([[], 25_000])
  })

  test('a status finds the invoice that came by another door than a file', async () => {
    const desk = openDesk()
    const { company } = desk
    const typed = { 'FA-9.xml': invoiceXml({ ...FA1, number: 'FA-9' }) }
    await importFiles(database, typed, { company, companyName: 'Atelier du Lin' })
    await desk.receive(DISPUTE)
    expect(await desk.held()).toEqual([])
    await desk.rows("update invoices set number = 'FA-1' where company_id = $company")
    await listenedWork(() => matchWaitingStatuses({ database, today: '2026-11-30' }))
    expect(await desk.held()).toHaveLength(1)
  })

  test('cancelling the import of the invoice lets its statuses wait', async () => {
    const desk = openDesk()
    await desk.sendInvoice()
    await desk.receive(DISPUTE, RECEIVED)
    const [first] = await desk.rows<{ id: number }>(
      'select min(id) as id from imports where company_id = $company',
    )
    expect(
      await desk.inScope((tx) =>
        cancelImport(tx, Number(first?.id), { actor: 'Camille', today: '2026-11-30' }),
      ),
    ).toMatchObject({
      isCancelled: true,
    })
    expect(await desk.held()).toEqual([])
    await desk.sendInvoice()
    expect(await desk.held()).toHaveLength(1)
    expect(await desk.openCents()).toBe(25_000)
  })
})

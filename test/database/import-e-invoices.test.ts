import { describe, expect, test } from 'vitest'
import { cancelImport } from '#ledger/cancel-import.ts'
import { withScope } from '#platform/scoped.ts'
import { ciiXml, legalId, pdfWith, previousXml, termXml } from '#readers/e-invoice-fixture.ts'
import { zip } from '#readers/xlsx-fixture.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { importFiles, invoiceXml, previewFiles, statesOf } from './e-invoice-world.ts'
import { balanceOf, CONTEXT, instalmentsOf, NOTHING_DONE, openByNumber } from './import-world.ts'

const database = await createTestDatabase()

const row = async (query: string, ...values: unknown[]) =>
  (await database.owner.query<Record<string, unknown>>(query, values)).rows[0]

describe('the first e-invoice of a company', () => {
  const company = 'FIRST'
  const archive = memoryArchive()

  test('creates it with the identity of the seller, and its customer with an address', async () => {
    const pdf = await pdfWith({
      'factur-x.xml': invoiceXml({ number: 'FA-1', settlement: termXml('20240209') }),
    })
    const preview = await previewFiles(database, { 'FA-1.pdf': pdf }, { company })
    expect(statesOf(preview)).toEqual([['new', 'FA-1']])
    expect(await openByNumber(database, company)).toEqual({})
    const done = await importFiles(database, { 'FA-1.pdf': pdf }, { company, archive })
    expect(done.counts).toEqual(preview.counts)
    expect(await row('select legal_name, siret from companies where code = $1', company)).toEqual({
      legal_name: 'Atelier du Lin',
      siret: '732829320',
    })
    expect(
      await row(
        `select c.code, c.name, c.siren, c.postcode, c.town, c.kind from customers c
         join companies e on e.id = c.company_id where e.code = $1`,
        company,
      ),
    ).toEqual({
      ...{ code: 'DUPONT-ET-FILS', name: 'Dupont et fils', siren: '552100554' },
      ...{ postcode: '80000', town: 'Amiens', kind: 'unknown' },
    })
    expect(await instalmentsOf(database, company)).toMatchObject([
      { number: 'FA-1', dueOn: '2024-02-09', amount: 10_000, open: 10_000 },
    ])
  })

  test('keeps the document in the archive, byte for byte', async () => {
    const pdf = await pdfWith({ 'factur-x.xml': invoiceXml({ number: 'FA-2' }) })
    await importFiles(database, { 'FA-2.pdf': pdf }, { company, archive })
    const kept = await row(
      `select sha256, bytes, media_type, file_name from e_invoices where file_name = 'FA-2.pdf'`,
    )
    expect(kept).toMatchObject({ bytes: pdf.length, media_type: 'application/pdf' })
    expect(Buffer.from(await archive.get(String(kept?.sha256)))).toEqual(Buffer.from(pdf))
  })

  test('a mistaken code does not make a second company of one already there', async () => {
    const again = importFiles(database, { 'FA-3.xml': invoiceXml({ number: 'FA-3' }) }, { company: 'FRIST' })
    await expect(again).rejects.toMatchObject({ code: 'not-found', values: { known: company } })
  })
})

describe('what is to collect', () => {
  test('is what is payable: the prepaid part is settled already', async () => {
    const company = 'PREPAID'
    const settlement = termXml('20240209')
    const file = invoiceXml({
      number: 'FA-10',
      total: '671.15',
      prepaid: '201.00',
      payable: '470.15',
      settlement,
    })
    await importFiles(database, { 'a.xml': file }, { company, companyName: 'Atelier du Lin' })
    expect(await instalmentsOf(database, company)).toMatchObject([{ amount: 67_115, open: 47_015 }])
    expect(await balanceOf(database, company)).toBe(47_015)
  })

  test('follows the instalments of the document', async () => {
    const company = 'PARTS'
    const part = (amount: string) => `<ram:PartialPaymentAmount>${amount}</ram:PartialPaymentAmount>`
    const settlement = termXml('20240131', part('60.00')) + termXml('20240229', part('40.00'))
    await importFiles(
      database,
      { 'a.xml': invoiceXml({ settlement }) },
      { company, companyName: 'Atelier du Lin' },
    )
    expect(await instalmentsOf(database, company)).toMatchObject([
      { dueOn: '2024-01-31', open: 6_000 },
      { dueOn: '2024-02-29', open: 4_000 },
    ])
  })

  test('without a due date (MINIMUM), the terms give one, and it says so', async () => {
    const company = 'MINIMUM'
    const options = { company, companyName: 'Atelier du Lin', term: '30 jours fin de mois' }
    const { estimatedDueDates } = await importFiles(database, { 'a.xml': invoiceXml() }, options)
    expect(estimatedDueDates).toBe(1)
    expect(await instalmentsOf(database, company)).toMatchObject([{ dueOn: '2024-02-29' }])
    const estimated =
      'select due_is_estimated from instalments j join companies e on e.id = j.company_id where e.code = $1'
    expect(await row(estimated, company)).toEqual({ due_is_estimated: true })
  })
})

test('a company created under another name than the seller of its first invoices is told whose identity it takes', async () => {
  const asked = { company: 'RENAMED', companyName: 'Papeterie Centrale' }
  const { warnings } = await previewFiles(database, { 'a.xml': invoiceXml() }, asked)
  expect(warnings.map(({ message }) => message).join()).toMatch(/« Atelier du Lin ».*« Papeterie Centrale »/)
  const usual = { company: 'RENAMED', companyName: 'ATELIER DU LIN SARL' }
  expect((await previewFiles(database, { 'a.xml': invoiceXml() }, usual)).warnings.join()).not.toContain(
    'Centrale',
  )
})

describe('two hundred files, some of which are not for us', () => {
  const company = 'MANY'
  const options = { company, companyName: 'Atelier du Lin' }

  test('each is judged for itself, and the rest imported', async () => {
    const archive = zip([
      ['janvier/FA-20.xml', invoiceXml({ number: 'FA-20' })],
      ['janvier/notes.txt', 'bonjour'],
      ['autre.zip', 'PK\u0003\u0004'],
    ])
    const files = {
      'lot.zip': archive,
      'supplier.xml': ciiXml({
        ...{ number: 'S1', sellerName: 'Papeterie', seller: legalId('443061841') },
        ...{ buyerName: 'Atelier du Lin', buyer: legalId('732829320') },
      }),
      'other.xml': ciiXml({ sellerName: 'Autre', seller: legalId('443061841') }),
      'order.xml': '<Order/>',
      'plain.pdf': await pdfWith({}),
      'odd.xml': invoiceXml({ number: 'FA-21', type: '875' }),
      'nothing.xml': invoiceXml({ number: 'FA-22', total: '0' }),
      'fec.txt': 'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\n',
    }
    const { documents, counts } = await importFiles(database, files, options)
    expect(documents.map(({ file, state }) => [file, state])).toEqual([
      ['janvier/FA-20.xml', 'new'],
      ['janvier/notes.txt', 'refused'],
      ['autre.zip', 'refused'],
      ['supplier.xml', 'refused'],
      ['other.xml', 'refused'],
      ['order.xml', 'refused'],
      ['plain.pdf', 'refused'],
      ['odd.xml', 'doubt'],
      ['nothing.xml', 'refused'],
      ['fec.txt', 'refused'],
    ])
    for (const { state, remarks } of documents) {
      expect(remarks.length > 0).toBe(state !== 'new')
      expect(remarks.join()).not.toMatch(/^(readers|imports)\.|\{\w+\}/)
    }
    expect(documents[3]?.remarks[0]).toContain('fournisseur')
    expect(counts.created.invoices).toBe(1)
    expect(await openByNumber(database, company)).toEqual({ 'FA-20': 10_000 })
  })

  test('the same again changes nothing; the same number for another amount is not guessed about', async () => {
    const again = await importFiles(database, { 'a.xml': invoiceXml({ number: 'FA-20' }) }, options)
    expect(statesOf(again)).toEqual([['known', 'FA-20']])
    expect(again.counts.created).toEqual(NOTHING_DONE.created)
    const other = await importFiles(
      database,
      { 'a.xml': invoiceXml({ number: 'FA-20', total: '90' }) },
      options,
    )
    expect(statesOf(other)).toEqual([['doubt', 'FA-20']])
    expect(other.errors).toHaveLength(1)
  })

  test('twice in one drop, as PDF and as XML, it is one', async () => {
    const xml = invoiceXml({ number: 'FA-23', to: 'leroy' })
    const files = { 'FA-23.pdf': await pdfWith({ 'factur-x.xml': xml }), 'FA-23.xml': xml }
    expect(statesOf(await importFiles(database, files, options))).toEqual([
      ['new', 'FA-23'],
      ['known', 'FA-23'],
    ])
  })

  test('the number of the year before is another invoice', async () => {
    const next = invoiceXml({ number: 'FA-20', issuedOn: '20250110' })
    expect(statesOf(await importFiles(database, { 'a.xml': next }, options))).toEqual([['new', 'FA-20']])
  })
})

describe('credit notes and corrections', () => {
  const options = (company: string) => ({ company, companyName: 'Atelier du Lin' })
  const invoice = invoiceXml({ number: 'FA-30', total: '100.00' })
  const credit = invoiceXml({
    ...{ number: 'AV-30', type: '381', total: '30.00', issuedOn: '20240120' },
    settlement: previousXml('FA-30'),
  })

  test.each([
    ['AFTER', [invoice, credit]],
    ['BEFORE', [credit, invoice]],
  ])('a credit note pays the invoice it names, come %s it', async (company, files) => {
    for (const file of files) await importFiles(database, { 'a.xml': file }, options(company))
    expect(await openByNumber(database, company)).toEqual({ 'FA-30': 7_000 })
    expect(await balanceOf(database, company)).toBe(7_000)
  })

  test('a negative 380 is a credit note too; one that names nothing stays unallocated', async () => {
    const files = {
      'a.xml': invoice,
      'b.xml': invoiceXml({ number: 'AV-31', total: '-20.00', issuedOn: '20240120' }),
    }
    await importFiles(database, files, options('NEGATIVE'))
    expect(await openByNumber(database, 'NEGATIVE')).toEqual({ 'FA-30': 10_000 })
    expect(await balanceOf(database, 'NEGATIVE')).toBe(8_000)
  })

  const corrective = invoiceXml({
    ...{ number: 'FA-31', type: '384', total: '90.00', issuedOn: '20240120' },
    settlement: previousXml('FA-30'),
  })

  test.each([
    ['CORRECTED', [invoice, corrective]],
    ['CORRECTED2', [corrective, invoice]],
  ])('a corrective invoice takes the place of the one it corrects (%s)', async (company, files) => {
    for (const file of files) await importFiles(database, { 'a.xml': file }, options(company))
    expect(await openByNumber(database, company)).toEqual({ 'FA-31': 9_000 })
    expect(await balanceOf(database, company)).toBe(9_000)
  })

  test('what was paid of the corrected invoice pays the new one', async () => {
    const company = 'MOVED'
    for (const file of [invoice, credit, corrective])
      await importFiles(database, { 'a.xml': file }, options(company))
    expect(await openByNumber(database, company)).toEqual({ 'FA-31': 6_000 })
    expect(await balanceOf(database, company)).toBe(6_000)
  })

  test('one that does not say what it corrects is left aside', async () => {
    const alone = invoiceXml({ number: 'FA-32', type: '384' })
    expect(statesOf(await importFiles(database, { 'a.xml': alone }, options('ALONE')))).toEqual([
      ['doubt', 'FA-32'],
    ])
  })
})

describe('what must not be reminded', () => {
  const blocksOf = async (company: string) =>
    (
      await database.owner.query(
        `select b.kind, b.ends_on from dunning_blocks b join companies e on e.id = b.company_id where e.code = $1`,
        [company],
      )
    ).rows

  test('a direct debit waits for its date, and for the bank to send it back', async () => {
    const means =
      '<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>59</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans>'
    const file = invoiceXml({ settlement: means + termXml('20240209') })
    await importFiles(database, { 'a.xml': file }, { company: 'DEBIT', companyName: 'Atelier du Lin' })
    expect(await blocksOf('DEBIT')).toEqual([{ kind: 'direct-debit', ends_on: '2024-02-17' }])
  })

  test('a claim sold to a factor is not ours to remind', async () => {
    const payee = '<ram:PayeeTradeParty><ram:Name>Factor SA</ram:Name></ram:PayeeTradeParty>'
    await importFiles(
      database,
      { 'a.xml': invoiceXml({ settlement: payee }) },
      { company: 'FACTOR', companyName: 'Atelier du Lin' },
    )
    expect(await blocksOf('FACTOR')).toEqual([{ kind: 'do-not-remind', ends_on: null }])
  })

  test('an invoice paid when it was issued is there, and settled', async () => {
    await importFiles(
      database,
      { 'a.xml': invoiceXml({ process: 'S2' }) },
      { company: 'PAID', companyName: 'Atelier du Lin' },
    )
    expect(await instalmentsOf(database, 'PAID')).toMatchObject([{ amount: 10_000, open: 0 }])
  })
})

test('an import taken back can be made again', async () => {
  const options = { company: 'BACK', companyName: 'Atelier du Lin' }
  await importFiles(database, { 'a.xml': invoiceXml() }, options)
  const found = await row(
    'select m.id, m.company_id from imports m join companies e on e.id = m.company_id where e.code = $1',
    'BACK',
  )
  const [importId, companyId] = [Number(found?.id), Number(found?.company_id)]
  await withScope(database, { actor: CONTEXT.actor, companyIds: [companyId] }, (tx) =>
    cancelImport(tx, importId, { actor: 'comptable', today: '2026-11-30' }),
  )
  expect(await balanceOf(database, 'BACK')).toBe(0)
  expect(statesOf(await importFiles(database, { 'a.xml': invoiceXml() }, options))).toEqual([['new', 'F1']])
  expect(await balanceOf(database, 'BACK')).toBe(10_000)
})

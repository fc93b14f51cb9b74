import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { importFiles, invoiceXml, statesOf } from './e-invoice-world.ts'
import { setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, NOTHING_DONE } from './import-world.ts'

// One document, one row: an accountant imports the same books again, after the program that keeps them has changed.

const database = await createTestDatabase()

const list = (header: string, ...rows: readonly string[]) => `${[header, ...rows].join('\r\n')}\r\n`
const CODED = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC'
const NAMED = 'Client;N° facture;Date facture;Échéance;Montant TTC'

/** Customer, number, open cents and level of every instalment. */
const seen = async (company: string) =>
  (await instalmentsOf(database, company)).map(({ customer, number, open, level }) => [
    customer,
    number,
    open,
    level,
  ])

const said = ({ warnings }: { readonly warnings: readonly { readonly message: string }[] }) =>
  warnings.map(({ message }) => message).join(' ')

describe('the code of a client has changed since the last list', () => {
  const owed = (code: string, name = 'Dupont et fils') =>
    list(
      CODED,
      `${code};${name};F1;10/01/2026;09/02/2026;100,00`,
      `${code};${name};F2;12/01/2026;11/02/2026;250,00`,
    )

  test('411DUP is now C00042: the same two invoices, at their levels', async () => {
    await importText(database, owed('411DUP'), { company: 'RECODED' })
    await setLevel(database, 'RECODED', 'F1', 3)
    const { counts } = await importText(database, owed('C00042'), { company: 'RECODED' })
    expect(counts).toMatchObject({ created: { customers: 0, invoices: 0 }, closed: { instalments: 0 } })
    expect(await seen('RECODED')).toEqual([
      ['411DUP', 'F1', 10_000, 3],
      ['411DUP', 'F2', 25_000, 1],
    ])
    expect((await importText(database, owed('C00042'), { company: 'RECODED' })).counts).toMatchObject(
      NOTHING_DONE,
    )
    expect((await importText(database, owed('411DUP'), { company: 'RECODED' })).counts).toMatchObject(
      NOTHING_DONE,
    )
  })

  test('a list without codes, then one with codes', async () => {
    const named = list(
      NAMED,
      'Dupont et fils;F1;10/01/2026;09/02/2026;100,00',
      'Dupont et fils;F2;12/01/2026;11/02/2026;250,00',
    )
    await importText(database, named, { company: 'CODELESS' })
    await setLevel(database, 'CODELESS', 'F2', 2)
    await importText(database, owed('C00042'), { company: 'CODELESS' })
    expect(await seen('CODELESS')).toEqual([
      ['C00042', 'F1', 10_000, 1],
      ['C00042', 'F2', 25_000, 2],
    ])
    await importText(database, named, { company: 'CODELESS' })
    expect(await balanceOf(database, 'CODELESS')).toBe(35_000)
  })

  test('"c1 " after "C1", with names or without', async () => {
    await importText(database, owed('C1'), { company: 'CAPITALS' })
    await importText(database, owed('c1 '), { company: 'CAPITALS' })
    expect(await seen('CAPITALS')).toEqual([
      ['C1', 'F1', 10_000, 1],
      ['C1', 'F2', 25_000, 1],
    ])
    const nameless = list('Code client;N° facture;Date facture;Montant TTC', 'c1 ;F1;10/01/2026;100,00')
    await importText(database, nameless, { company: 'CAPITALS' })
    expect(await balanceOf(database, 'CAPITALS')).toBe(35_000)
  })

  test('in one file, c1 and C1 are one client, whose two lines are the instalments of one invoice', async () => {
    const rows = list(
      CODED,
      'C1;Dupont;F1;10/01/2026;09/02/2026;100,00',
      'c1;Dupont;F1;10/01/2026;09/03/2026;100,00',
    )
    const { counts } = await importText(database, rows, { company: 'SPELLINGS' })
    expect(counts.created).toMatchObject({ customers: 1, invoices: 1 })
    expect(await balanceOf(database, 'SPELLINGS')).toBe(20_000)
  })

  test('00077 is 77 once a spreadsheet has eaten its zeros, under the same name alone', async () => {
    await importText(database, owed('00077'), { company: 'EATEN' })
    const { counts } = await importText(
      database,
      list(
        CODED,
        '77;Dupont et fils;F3;10/03/2026;09/04/2026;70,00',
        '42;Durand;F9;10/03/2026;09/04/2026;9,00',
      ),
      { company: 'EATEN' },
    )
    expect(counts.created).toMatchObject({ customers: 1, invoices: 2 })
    await importText(database, list(CODED, '042;Martin;F10;10/03/2026;09/04/2026;5,00'), {
      company: 'EATEN',
    })
    expect(await seen('EATEN')).toEqual([
      ['00077', 'F1', 10_000, 1],
      ['00077', 'F2', 25_000, 1],
      ['00077', 'F3', 7_000, 1],
      ['042', 'F10', 500, 1],
      ['42', 'F9', 900, 1],
    ])
  })

  test('in one file, 00077 and 77 of one name are one client, of two names or none two', async () => {
    const rows = list(
      CODED,
      '00077;Dupont;F1;10/01/2026;09/02/2026;100,00',
      '77;Dupont;F2;10/01/2026;09/03/2026;100,00',
      'C01;Durand;F3;10/01/2026;09/03/2026;30,00',
      'C1;Martin;F4;10/01/2026;09/03/2026;40,00',
      '0088;;F5;10/01/2026;09/03/2026;50,00',
      '88;;F6;10/01/2026;09/03/2026;60,00',
    )
    const { counts } = await importText(database, rows, { company: 'PADS' })
    expect(counts.created).toMatchObject({ customers: 5, invoices: 6 })
  })

  test('the old code is in the file too: the invoice goes with its client, and is counted once', async () => {
    await importText(database, owed('411DUP'), { company: 'BOTHCODES' })
    await setLevel(database, 'BOTHCODES', 'F1', 3)
    const both = list(
      CODED,
      'C00042;Dupont et fils;F1;10/01/2026;09/02/2026;100,00',
      '411DUP;Dupont et fils;F2;12/01/2026;11/02/2026;250,00',
    )
    await importText(database, both, { company: 'BOTHCODES' })
    expect(await seen('BOTHCODES')).toEqual([
      ['411DUP', 'F2', 25_000, 1],
      ['C00042', 'F1', 10_000, 3],
    ])
  })

  test('in a ledger whose entries keep their numbers', async () => {
    const books = (code: string) =>
      ledger({ [code]: 'DUPONT ET FILS' })
        .sale('2026-01-10', code, 'F1', 10_000)
        .payment('2026-02-01', code, 4_000)
    await importText(database, books('411DUP').text(), { company: 'LEDGER' })
    await setLevel(database, 'LEDGER', 'F1', 3)
    const { counts } = await importText(database, books('C00042').text(), { company: 'LEDGER' })
    expect(counts.created).toMatchObject({ customers: 0, invoices: 0, credits: 0 })
    expect(await seen('LEDGER')).toEqual([['411DUP', 'F1', 10_000, 3]])
    expect(await balanceOf(database, 'LEDGER')).toBe(6_000)
  })
})

describe('a number used again another year is another invoice', () => {
  const of2025 = 'DUP;Dupont;1;10/01/2025;09/02/2025;100,00'
  const of2026 = 'DUP;Dupont;1;12/01/2026;11/02/2026;80,00'

  test('100 € of 2025 at level 3 stay, beside the invoice 1 of 2026 at level 1', async () => {
    await importText(database, list(CODED, of2025), { company: 'YEARS' })
    await setLevel(database, 'YEARS', '1', 3)
    await importText(database, list(CODED, of2026), { company: 'YEARS' })
    expect(await seen('YEARS')).toEqual([
      ['DUP', '1', 10_000, 3],
      ['DUP', '1', 8_000, 1],
    ])
    await importText(database, list(CODED, of2025, of2026), { company: 'YEARS' })
    expect((await importText(database, list(CODED, of2026), { company: 'YEARS' })).counts).toMatchObject(
      NOTHING_DONE,
    )
    expect(await balanceOf(database, 'YEARS')).toBe(18_000)
  })

  test('in one file they are two invoices, and it is said', async () => {
    const preview = await importText(database, list(CODED, of2025, of2026), { company: 'ONEFILE' })
    expect(preview.counts.created.invoices).toBe(2)
    expect(said(preview)).toContain('même numéro, à des dates différentes')
  })

  test('a list complete on a day closes the old one, and not the new', async () => {
    await importText(database, list(CODED, of2025), { company: 'CLOSED' })
    await importText(database, list(CODED, of2026), { company: 'CLOSED', completeOn: '2026-01-31' })
    expect(await seen('CLOSED')).toEqual([
      ['DUP', '1', 0, 1],
      ['DUP', '1', 8_000, 1],
    ])
  })

  test('a credit note AV-1 of each year is worth its own amount', async () => {
    await importText(database, list(CODED, 'DUP;Dupont;AV-1;10/01/2025;;-30,00'), { company: 'NOTES' })
    await importText(database, list(CODED, 'DUP;Dupont;AV1;12/01/2026;;-20,00'), { company: 'NOTES' })
    expect(await balanceOf(database, 'NOTES')).toBe(-5_000)
    await importText(database, list(CODED, 'DUP;Dupont;av 1;12/01/2026;;-20,00'), { company: 'NOTES' })
    expect(await balanceOf(database, 'NOTES')).toBe(-5_000)
  })
})

describe('two ways to write one number', () => {
  test.each([
    ['00077', '77'],
    ['FA-77', 'FA 77'],
    ['FA-77', 'fa00077'],
  ])('%s and %s, of one date and amount, are one', async (one, other) => {
    const company = `NUM${one}${other}`.replace(/[^A-Z0-9]/gi, '')
    const of = (number: string) => list(CODED, `DUP;Dupont;${number};10/01/2026;09/02/2026;100,00`)
    await importText(database, of(one), { company })
    await setLevel(database, company, one, 2)
    await importText(database, of(other), { company })
    expect(await seen(company)).toEqual([['DUP', other, 10_000, 2]])
  })

  test('in one file, of one date, they are one invoice in two instalments', async () => {
    const rows = list(
      CODED,
      'DUP;Dupont;00077;10/01/2026;09/02/2026;60,00',
      'DUP;Dupont;77;10/01/2026;09/03/2026;40,00',
    )
    const { counts } = await importText(database, rows, { company: 'PADDED' })
    expect(counts.created.invoices).toBe(1)
    expect(await balanceOf(database, 'PADDED')).toBe(10_000)
  })

  test('what a spreadsheet has mangled names nothing: the day and the amount do', async () => {
    const rows = (...days: readonly string[]) =>
      list(CODED, ...days.map((day) => `DUP;Dupont;2,02401E+11;${day};28/02/2026;100,00`))
    const preview = await importText(database, rows('10/01/2026', '12/01/2026'), { company: 'MANGLED' })
    expect(preview.counts.created.invoices).toBe(2)
    expect(said(preview)).toContain('abîmés par le tableur')
    await importText(database, rows('12/01/2026', '10/01/2026'), { company: 'MANGLED' })
    expect(await balanceOf(database, 'MANGLED')).toBe(20_000)
  })
})

describe('e-invoices', () => {
  const named = (company: string) => ({ company, companyName: 'Atelier du Lin' })
  const import77 = (company: string, parts: Parameters<typeof invoiceXml>[0] = {}) =>
    importFiles(
      database,
      { 'a.xml': invoiceXml({ number: 'FA-77', total: '100.00', ...parts }) },
      named(company),
    )

  test('FA-77 and fa77, of one date and amount, are one', async () => {
    await import77('EINV')
    expect(statesOf(await import77('EINV', { number: 'fa77' }))).toEqual([['known', 'fa77']])
    expect(statesOf(await import77('EINV', { number: 'FA 0077', total: '90.00' }))).toEqual([
      ['doubt', 'FA 0077'],
    ])
    expect(await balanceOf(database, 'EINV')).toBe(10_000)
  })

  test('a number used again, the next year or the next quarter, is another invoice', async () => {
    for (const issuedOn of ['20240110', '20240410', '20250110']) await import77('EAGAIN', { issuedOn })
    expect(await balanceOf(database, 'EAGAIN')).toBe(30_000)
    for (const issuedOn of ['20240110', '20240410', '20250110'])
      expect(statesOf(await import77('EAGAIN', { issuedOn }))).toEqual([['known', 'FA-77']])
    const both = {
      'a.xml': invoiceXml({ number: '1', total: '10.00' }),
      'b.xml': invoiceXml({ number: '1', total: '10.00', issuedOn: '20240301' }),
    }
    expect(statesOf(await importFiles(database, both, named('EBATCH')))).toEqual([
      ['new', '1'],
      ['new', '1'],
    ])
  })

  test('the same number and amount under another client is left aside, and said', async () => {
    await import77('ECLIENT')
    const result = await import77('ECLIENT', { to: 'leroy', number: 'FA77' })
    expect(statesOf(result)).toEqual([['doubt', 'FA77']])
    expect(result.documents[0]?.remarks[0]).toContain('Dupont et fils')
  })

  test('the list of the year before is not this year’s e-invoice', async () => {
    await importText(database, list(NAMED, 'Dupont et fils;FA-77;10/01/2023;09/02/2023;100,00'), {
      company: 'EYEARS',
    })
    expect(statesOf(await import77('EYEARS'))).toEqual([['new', 'FA-77']])
    expect(await balanceOf(database, 'EYEARS')).toBe(20_000)
  })
})

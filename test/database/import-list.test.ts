import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { setLevel } from './import-hand.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, NOTHING_DONE, openByNumber } from './import-world.ts'

const database = await createTestDatabase()

const HEADER =
  'Code client;Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû;Niveau;Dernière relance'
const list = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\r\n')}\r\n`

describe('a list of invoices', () => {
  const company = 'LIST'
  const first = list(
    'DUP;Dupont et fils;F1;10/01/2024;09/02/2024;1 200,00;1 200,00;3;20/03/2024',
    'DUP;Dupont et fils;F2;20/01/2024;19/02/2024;500,00;200,00;;',
    'LER;Leroy SARL;F3;01/02/2024;02/03/2024;800,00;800,00;;',
    'LER;Leroy SARL;F4;01/02/2024;02/03/2024;100,00;100,00;;',
    'LER;Leroy SARL;AV9;05/02/2024;;-50,00;-50,00;;',
  )

  test('gives invoices with their due dates, what is left of them, and starting levels', async () => {
    const { counts, errors, estimatedDueDates } = await importText(database, first, { company })
    expect(errors).toEqual([])
    expect(estimatedDueDates).toBe(0)
    expect(counts).toMatchObject({
      customers: 2,
      invoices: 4,
      creditNotes: 1,
      openCents: 230_000,
      unallocatedCents: 5_000,
    })
    expect(await openByNumber(database, company)).toEqual({ F1: 120_000, F2: 20_000, F3: 80_000, F4: 10_000 })
    expect(await balanceOf(database, company)).toBe(225_000)
    const [f1, f2] = await instalmentsOf(database, company)
    expect(f1).toMatchObject({ dueOn: '2024-02-09', level: 3 })
    expect(f2).toMatchObject({ amount: 50_000, open: 20_000, level: 1 })
  })

  test('the same list twice changes nothing', async () => {
    expect((await importText(database, first, { company })).counts).toMatchObject(NOTHING_DONE)
  })

  test('a level set here is not overwritten by an older spreadsheet', async () => {
    await setLevel(database, company, 'F1', 4)
    await importText(database, first, { company })
    expect((await instalmentsOf(database, company))[0]?.level).toBe(4)
  })

  const later = list(
    'DUP;Dupont et fils;F1;10/01/2024;15/02/2024;1 200,00;700,00;3;20/03/2024',
    'LER;Leroy SARL;F3;01/02/2024;02/03/2024;900,00;900,00;;',
    'LER;Leroy SARL;F5;01/06/2024;01/07/2024;50,00;50,00;;',
  )

  test('a later list moves payments, due dates and amounts of what it names, and nothing else', async () => {
    const { counts } = await importText(database, later, { company })
    expect(counts.created.invoices).toBe(1)
    expect(counts.changed.instalments).toBe(2)
    expect(counts.closed.instalments).toBe(0)
    expect(await openByNumber(database, company)).toEqual({
      F1: 70_000,
      F2: 20_000,
      F3: 90_000,
      F4: 10_000,
      F5: 5_000,
    })
    const f1 = (await instalmentsOf(database, company)).find(({ number }) => number === 'F1')
    expect(f1).toMatchObject({ dueOn: '2024-02-15', level: 4 })
  })

  test('complete on a day, it closes what it no longer has and was issued by then', async () => {
    const { counts } = await importText(database, later, { company, completeOn: '2024-05-31' })
    expect(counts.closed).toEqual({ instalments: 2, cents: 30_000 })
    expect(await openByNumber(database, company)).toEqual({ F1: 70_000, F3: 90_000, F5: 5_000 })
    expect(await balanceOf(database, company)).toBe(165_000)
    const { rows } = await database.owner.query('select payments_known_on from companies where code = $1', [
      company,
    ])
    expect(rows).toEqual([{ payments_known_on: '2024-05-31' }])
  })

  test('what comes back is open again', async () => {
    await importText(database, first, { company })
    expect(await openByNumber(database, company)).toMatchObject({ F2: 20_000, F4: 10_000 })
  })
})

test('a list complete on a day says nothing of what was issued or received after it', async () => {
  const options = { company: 'LATER' }
  const all = list(
    'DUP;Dupont;F1;10/01/2024;09/02/2024;1 200,00;1 200,00;;',
    'DUP;Dupont;F2;31/05/2024;30/06/2024;500,00;500,00;;',
    'DUP;Dupont;F3;01/06/2024;01/07/2024;50,00;50,00;;',
    'DUP;Dupont;AV1;31/05/2024;;-30,00;-30,00;;',
    'DUP;Dupont;AV2;01/06/2024;;-20,00;-20,00;;',
  )
  await importText(database, all, options)
  expect(await balanceOf(database, 'LATER')).toBe(170_000)
  const end = list('DUP;Dupont;F1;10/01/2024;09/02/2024;1 200,00;1 200,00;;')
  const { counts } = await importText(database, end, { ...options, completeOn: '2024-05-31' })
  expect(counts.closed).toEqual({ instalments: 1, cents: 50_000 })
  expect(await openByNumber(database, 'LATER')).toEqual({ F1: 120_000, F3: 5_000 })
  expect(await balanceOf(database, 'LATER')).toBe(123_000)
})

describe('a ledger and a list of the same invoices', () => {
  const company = 'BOTH'
  const books = () =>
    ledger({ DUP: 'Dupont' })
      .sale('2024-01-10', 'DUP', 'FA-0001', 120_000)
      .sale('2024-01-20', 'DUP', 'FA-0002', 60_000)

  test('the list gives the ledger its due dates and levels, and no invoice twice', async () => {
    await importText(database, books().text(), { company })
    const due = list(
      'DUP;Dupont;fa 1;10/01/2024;31/03/2024;1 200,00;1 200,00;2;',
      'DUP;Dupont;fa 2;20/01/2024;31/03/2024;600,00;600,00;;',
    )
    const { counts } = await importText(database, due, { company })
    expect(counts.created).toEqual({ customers: 0, invoices: 0, instalments: 0, credits: 0, allocations: 0 })
    expect(await instalmentsOf(database, company)).toMatchObject([
      { number: 'FA-0001', dueOn: '2024-03-31', level: 2, open: 120_000 },
      { number: 'FA-0002', dueOn: '2024-03-31', level: 1, open: 60_000 },
    ])
    expect((await importText(database, due, { company })).counts).toMatchObject(NOTHING_DONE)
  })

  test('the ledger then keeps the real due dates', async () => {
    expect((await importText(database, books().text(), { company })).counts).toMatchObject(NOTHING_DONE)
    expect((await instalmentsOf(database, company))[0]?.dueOn).toBe('2024-03-31')
  })

  test('a list of what is left settles the rest, until the ledger says by what', async () => {
    const left = 'Code client;N° facture;Échéance;Reste dû\r\nDUP;FA0001;31/03/2024;200,00\r\n'
    await importText(database, left, { company })
    expect(await openByNumber(database, company)).toEqual({ 'FA-0001': 20_000, 'FA-0002': 60_000 })
    const paid = books().payment('2024-02-01', 'DUP', 100_000)
    await importText(database, paid.text(), { company, netting: true })
    expect(await balanceOf(database, company)).toBe(80_000)
  })

  test('a ledger takes over the invoices a list had brought', async () => {
    const other = { company: 'TAKEN' }
    await importText(database, list('DUP;Dupont;FA1;10/01/2024;31/03/2024;1 200,00;900,00;3;'), other)
    await importText(database, books().payment('2024-02-01', 'DUP', 30_000).text(), other)
    expect(await instalmentsOf(database, 'TAKEN')).toMatchObject([
      { number: 'FA-0001', dueOn: '2024-03-31', level: 3, open: 120_000 },
      { number: 'FA-0002', level: 1 },
    ])
    expect(await balanceOf(database, 'TAKEN')).toBe(150_000)
  })
})

describe('a file of customers', () => {
  test('fills addresses and erases nothing', async () => {
    const company = 'PEOPLE'
    await importText(database, ledger({ DUP: 'Dupont' }).sale('2024-01-10', 'DUP', 'F1', 1_000).text(), {
      company,
    })
    const people =
      'Code client;Nom;Adresse;Code postal;Ville;Email\r\nDUP;Dupont et fils;3 rue du Lin;80000;Amiens;\r\n'
    const { kind, counts } = await importText(database, people, { company })
    expect([kind, counts.changed.customers]).toEqual(['customers', 1])
    await importText(
      database,
      'Code client;Nom;Adresse;Code postal;Ville;Email\r\nDUP;Dupont et fils;;;;dup@lin.example\r\n',
      { company },
    )
    const { rows } = await database.owner.query(
      `select name, postcode, town, email from customers where code = 'DUP'
      and company_id = (select id from companies where code = $1)`,
      [company],
    )
    expect(rows).toEqual([
      { name: 'Dupont et fils', postcode: '80000', town: 'Amiens', email: 'dup@lin.example' },
    ])
  })
})

describe('a list with credit notes, payments and what they settle', () => {
  const company = 'SETTLES'
  const head = 'Code client;Client;Type;N° pièce;Date;Échéance;Montant TTC;Reste dû;Affecté à\r\n'
  const rows =
    'DUP;Dupont;Facture;F1;10/01/2024;09/02/2024;100,00;20,00;\r\nDUP;Dupont;Avoir;AV1;12/01/2024;;-30,00;;F1\r\n' +
    'DUP;Dupont;Règlement;V1;20/01/2024;;-50,00;;F1\r\nDUP;Dupont;Règlement;V2;21/01/2024;;-15,00;;\r\n'

  test('allocates them, and leaves the rest unallocated', async () => {
    const { counts, errors } = await importText(database, head + rows, { company })
    expect(errors).toEqual([])
    expect(counts).toMatchObject({ creditNotes: 1, payments: 2, created: { allocations: 2 } })
    expect(await openByNumber(database, company)).toEqual({ F1: 2_000 })
    expect(await balanceOf(database, company)).toBe(500)
  })

  test('once more, it changes nothing; without the column, what is allocated stays so', async () => {
    expect((await importText(database, head + rows, { company })).counts).toMatchObject(NOTHING_DONE)
    const silent = 'Code client;N° pièce;Échéance;Montant TTC;Reste dû\r\nDUP;F1;09/02/2024;100,00;20,00\r\n'
    await importText(database, silent, { company })
    expect(await openByNumber(database, company)).toEqual({ F1: 2_000 })
    expect(await balanceOf(database, company)).toBe(500)
  })

  test('a payment and a credit note that the next list says are wholly used count for nothing more', async () => {
    const company = 'USED'
    const list = (lines: readonly string[]) =>
      `Code client;Client;Type;N° pièce;Date;Échéance;Montant TTC;Reste dû\r\n${lines.join('\r\n')}\r\n`
    const first = [
      'DUP;Dupont;Facture;F1;10/01/2024;09/02/2024;100,00;100,00',
      'DUP;Dupont;Règlement;V1;20/01/2024;;-60,00;-60,00',
      'DUP;Dupont;Avoir;AV1;21/01/2024;;-30,00;-30,00',
    ]
    await importText(database, list(first), { company })
    expect(await balanceOf(database, company)).toBe(1_000)
    const used = [
      'DUP;Dupont;Facture;F1;10/01/2024;09/02/2024;100,00;10,00',
      'DUP;Dupont;Règlement;V1;20/01/2024;;-60,00;0,00',
      'DUP;Dupont;Avoir;AV1;21/01/2024;;-30,00;0,00',
    ]
    await importText(database, list(used), { company })
    expect(await balanceOf(database, company)).toBe(1_000)
    expect(await openByNumber(database, company)).toEqual({ F1: 1_000 })
    expect((await importText(database, list(used), { company })).counts).toMatchObject(NOTHING_DONE)
    // The allocation was a mistake: both are open again.
    await importText(database, list(first), { company })
    expect(await balanceOf(database, company)).toBe(1_000)
    expect(await openByNumber(database, company)).toEqual({ F1: 10_000 })
  })

  test('the file of customers brings terms, language, channel and credit limit', async () => {
    const people =
      'Code client;Nom;Délai de paiement;Langue;Canal;Encours autorisé\r\nDUP;Dupont;45 jours fin de mois;Anglais;E-mail;12 000\r\n'
    await importText(database, people, { company, kind: 'customers' })
    const { rows: found } = await database.owner.query(
      `select c.payment_term, c.language, c.channel, c.credit_limit_cents from customers c join companies e on e.id = c.company_id
       where e.code = $1`,
      [company],
    )
    expect(found).toEqual([
      {
        payment_term: '45 jours fin de mois',
        language: 'en',
        channel: 'email',
        credit_limit_cents: 1_200_000,
      },
    ])
  })
})

test('what a list says not to remind of is set aside once: lifted here, it is not set aside again', async () => {
  const company = 'HELD'
  const text = `Client;N° facture;Date facture;Échéance;Montant TTC;À relancer
Dupont;F1;10/01/2026;09/02/2026;100,00;Oui
Martin;F2;10/01/2026;09/02/2026;200,00;Non
`
  const blocks = async () => {
    const { rows } = await database.owner.query(
      `select i.number, b.kind, b.reason, b.lifted_at is not null as "isLifted" from dunning_blocks b
       join invoices i on i.company_id = b.company_id and i.id = b.invoice_id
       join companies c on c.id = b.company_id and c.code = $1`,
      [company],
    )
    return rows
  }
  const { warnings } = await importText(database, text, { company })
  expect(warnings.map(({ message }) => message).join()).toContain(
    'dit de ne pas relancer : 1, à partir de la ligne 3',
  )
  const block = { number: 'F2', kind: 'do-not-remind', reason: 'Le fichier dit de ne pas relancer' }
  expect(await blocks()).toEqual([{ ...block, isLifted: false }])
  await database.owner.query(
    `update dunning_blocks b set lifted_at = now(), lifted_by = 'Camille' from companies c
     where c.id = b.company_id and c.code = $1`,
    [company],
  )
  await importText(database, text.replace('200,00', '199,00'), { company })
  expect(await blocks()).toEqual([{ ...block, isLifted: true }])
})

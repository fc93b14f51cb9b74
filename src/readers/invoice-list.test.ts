import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCents } from '#domain/days-and-money/money.ts'
import { suggestColumns } from './invoice-columns.ts'
import { type InvoiceList, type InvoiceListOptions, readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

async function list(text: string, options: InvoiceListOptions = {}): Promise<InvoiceList> {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(text)))
  return readInvoiceList(table, suggestColumns(table), options)
}

const issues = (books: InvoiceList) =>
  [...books.errors, ...books.warnings].map(({ code, line }) => [code, line])

describe('a balance of open invoices is exported from the billing software', () => {
  const HEADER =
    'N° facture;Date facture;Échéance;Code client;Raison sociale;Montant TTC;Reste dû;Niveau;Dernière relance'

  test('its French columns are recognised, titles above them and total below left out', async () => {
    const books = await list(
      [
        'SARL Exemple;;;;;;;;',
        'Balance au 31/03/2026;;;;;;;;',
        HEADER,
        'F001;15/01/2026;14/02/2026;DUP;Dupont SA;1 200,00 €;200,50 €;2;01/03/2026',
        'F002;20/01/2026;19/02/2026;MAR;Martin;80,50;0,00;;',
        'TOTAL;;;;;1 280,50;200,50;;',
      ].join('\r\n'),
    )
    expect(issues(books)).toEqual([['list-totals-skipped', 6]])
    expect(books.customers.map(({ code, name }) => [code, name])).toEqual([
      ['DUP', 'Dupont SA'],
      ['MAR', 'Martin'],
    ])
    expect(books.invoices[0]).toMatchObject({
      number: 'F001',
      customerCode: 'DUP',
      issuedOn: '2026-01-15',
      isProvisional: false,
      instalments: [
        {
          dueOn: '2026-02-14',
          amountCents: 120_000,
          settledCents: 99_950,
          level: 2,
          lastRemindedOn: '2026-03-01',
        },
      ],
    })
    expect(books.invoices[1]?.instalments[0]).toMatchObject({
      amountCents: 8050,
      settledCents: 8050,
      level: null,
    })
  })

  test('several rows of one number are its instalments; a row per line of the invoice counts once', async () => {
    const books = await list(
      [
        `${HEADER};Article`,
        'F1;01/01/2026;28/02/2026;DUP;Dupont;60;60;;;Pose',
        'F1;01/01/2026;31/01/2026;DUP;Dupont;40;40;;;Pose',
        'F1;01/01/2026;31/01/2026;DUP;Dupont;40;40;;;Fourniture',
        'F1;01/01/2026;31/01/2026;MAR;Martin;15;15;;;Pose',
      ].join('\n'),
    )
    expect(issues(books)).toEqual([['list-repeated-rows', 4]])
    expect(
      books.invoices.map(({ customerCode, instalments }) => [
        customerCode,
        instalments.map((i) => i.amountCents),
      ]),
    ).toEqual([
      ['DUP', [4000, 6000]],
      ['MAR', [1500]],
    ])
  })

  test('rows alike in every cell are one document or two: it is asked', async () => {
    const rows = [HEADER, ...Array(2).fill('F1;01/01/2026;31/01/2026;DUP;Dupont;40;40;;')].join('\n')
    const amounts = ({ invoices }: InvoiceList) =>
      invoices.flatMap(({ instalments }) =>
        instalments.map(({ amountCents, doubts = [] }) => [amountCents, doubts.length]),
      )
    const asked = await list(rows)
    expect(amounts(asked)).toEqual([
      [4000, 1],
      [4000, 1],
    ])
    expect(asked.doubts).toMatchObject([
      { kind: 'repeated-rows', choices: ['same', 'different'], answer: null },
    ])
    const [{ id = '' } = {}] = asked.doubts
    expect(amounts(await list(rows, { answers: { [id]: 'same' } }))).toEqual([[4000, 0]])
    expect(amounts(await list(rows, { answers: { [id]: 'different' } }))).toEqual([
      [4000, 0],
      [4000, 0],
    ])
  })

  test('the keys do not depend on the order of the rows', async () => {
    const rows = [
      'F1;01/01/2026;28/02/2026;DUP;Dupont;60;60;;',
      'F1;01/01/2026;28/02/2026;DUP;Dupont;40;40;;',
      ';02/01/2026;28/02/2026;DUP;Dupont;41;41;;',
      'A1;03/01/2026;;DUP;Dupont;-12;-12;;',
    ]
    const keys = async (lines: string[]) => {
      const books = await list([HEADER, ...lines].join('\n'))
      return [
        ...books.invoices.flatMap(({ instalments }) => instalments.map((i) => `${i.key}=${i.amountCents}`)),
        ...books.credits.map(({ key, amountCents }) => `${key}=${amountCents}`),
      ].sort()
    }
    const before = await keys(rows)
    expect(new Set(before).size).toBe(4)
    expect(await keys([...rows].reverse())).toEqual(before)
  })

  test('without a customer code, the name makes one that accents and spaces do not change', async () => {
    const books = await list('Facture;Client;Montant\n1;Société  Dupont;10\n2;SOCIETE DUPONT;20\n')
    expect(books.customers.map(({ code }) => code)).toEqual(['SOCIETE-DUPONT'])
  })

  test('avoirs and règlements are credits, by their sign or their type', async () => {
    const books = await list(
      'Type;Numéro;Client;Date;Montant\nFacture;F1;D;01/02/2026;100\nAvoir;A1;D;02/02/2026;30\nFacture;A2;D;03/02/2026;-5\nRèglement;R1;D;13/02/2026;20\n',
    )
    expect(books.credits.map(({ kind, number, amountCents }) => [kind, number, amountCents])).toEqual([
      ['credit-note', 'A1', 3000],
      ['credit-note', 'A2', 500],
      ['payment', 'R1', 2000],
    ])
  })

  test('debit and credit columns, and an overpaid invoice, owe what they should', async () => {
    const books = await list('Pièce;Tiers;Débit;Crédit\nF1;D;100;\nR1;D;;40\n')
    expect(books.invoices[0]?.instalments[0]?.amountCents).toBe(10_000)
    expect(books.credits[0]?.amountCents).toBe(4000)
    const overpaid = await list('Facture;Client;TTC;Solde\n1;D;100;-20\n2;D;100;130\n')
    expect(overpaid.invoices.map(({ instalments }) => instalments[0])).toMatchObject([
      { amountCents: 10_000, settledCents: 10_000 },
      { amountCents: 13_000, settledCents: 0 },
    ])
  })

  test('a settlement date means paid, as seen from the day the list is read', async () => {
    const text = 'Facture;Client;Montant;Date règlement\n1;D;10;15/03/2026\n2;D;10;\n'
    const settled = async (options: InvoiceListOptions) =>
      (await list(text, options)).invoices.map(({ instalments }) => instalments[0]?.settledCents)
    expect(await settled({})).toEqual([1000, 0])
    expect(await settled({ on: '2026-03-15' })).toEqual([1000, 0])
    expect(await settled({ on: '2026-03-14' })).toEqual([0, 0])
  })

  test('addresses come with the invoices; a postcode taken for a number gets its zero back', async () => {
    const books = await list(
      'Facture,Client,Montant,Adresse,CP,Ville,E-mail,Tél.,SIRET,TVA,Litige\n1,D,10,1 rue A,1000,Bourg,a@b.fr,0102030405,12345678900012,FR12345678900,Oui\n',
    )
    expect(books.customers[0]).toMatchObject({
      addressLines: ['1 rue A'],
      postcode: '01000',
      town: 'Bourg',
      email: 'a@b.fr',
      phone: '0102030405',
      siren: '123456789',
      vatNumber: 'FR12345678900',
    })
    expect(books.invoices[0]?.isDisputed).toBe(true)
  })
})

describe('dates and amounts are understood column by column', () => {
  const dated = (...days: string[]) =>
    list(['Facture;Client;Montant;Date', ...days.map((day, index) => `${index};D;10;${day}`)].join('\n'))

  test('day first when a day is above 12, month first when the second part is', async () => {
    const french = await dated('03/04/2026', '25/04/2026')
    expect([french.invoices[0]?.issuedOn, french.detectedDateOrder, french.ambiguous]).toEqual([
      '2026-04-03',
      'dmy',
      [],
    ])
    const american = await dated('03/04/2026', '04/25/2026')
    expect([american.invoices[0]?.issuedOn, american.detectedDateOrder]).toEqual(['2026-03-04', 'mdy'])
  })

  test('when nothing tells, day first, and it is said', async () => {
    const books = await dated('03/04/2026')
    expect(books.invoices[0]?.issuedOn).toBe('2026-04-03')
    expect(books.ambiguous).toEqual([{ column: 'Date', about: 'date-order' }])
    const table = await readTable(
      bytesSource('a', Buffer.from('Facture;Client;Montant;Date\n1;D;1,234;03/04/2026\n')),
    )
    const chosen = readInvoiceList(table, suggestColumns(table), { dateOrder: 'mdy', decimalMark: '.' })
    expect(chosen.invoices[0]).toMatchObject({
      issuedOn: '2026-03-04',
      instalments: [{ amountCents: 123_400 }],
    })
    expect(chosen.ambiguous).toEqual([])
  })

  test.each([
    ['2026-04-03', '2026-04-03'],
    ['20260403', '2026-04-03'],
    ['3.4.26', '2026-04-03'],
    ['03/04/2026 14:30', '2026-04-03'],
    ['3 avr. 2026', '2026-04-03'],
    ['1er août 2026', '2026-08-01'],
    ['3 April 2026', '2026-04-03'],
  ])('the date "%s" is %s', async (written, day) => {
    expect((await dated(written)).invoices[0]?.issuedOn).toBe(day)
  })

  test.each(['31/02/2026', '03/04/0098', '00/00/0000', 'demain', '2026-13-01', '32/01/2026'])(
    'the date "%s" refuses its row',
    async (written) => {
      const books = await dated('25/12/2026', written)
      expect(books.errors).toMatchObject([
        { code: 'bad-date', line: 3, column: 'Date', values: { value: written } },
      ])
      expect(books.invoices).toEqual([])
    },
  )

  test('whatever the amount, as French software prints it or as English does, it is read to the cent', async () => {
    const english = (cents: number) => (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (amounts, isFrench) => {
          const rows = amounts.map(
            (cents, index) => `${index}|D|${isFrench ? formatCents(cents) : english(cents)}`,
          )
          const books = await list(['Facture|Client|Montant', ...rows].join('\n'))
          expect(books.errors).toEqual([])
          expect(books.invoices.map(({ instalments }) => instalments[0]?.amountCents)).toEqual(amounts)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a comma and a dot are told apart by their column', async () => {
    const comma = await list('Facture|Client|Montant\n1|D|1.234\n2|D|12,50\n')
    expect(comma.invoices[0]?.instalments[0]?.amountCents).toBe(123_400)
    const dot = await list('Facture|Client|Montant\n1|D|1,234\n2|D|12.50\n3|D|(8.00)\n')
    expect(dot.invoices[0]?.instalments[0]?.amountCents).toBe(123_400)
    expect(dot.credits[0]?.amountCents).toBe(800)
  })
})

describe('credit notes, payments and what they settle', () => {
  const read = async (text: string) => {
    const table = await readTable(bytesSource('liste.csv', Buffer.from(text)))
    return readInvoiceList(table, suggestColumns(table))
  }
  const HEAD = 'Code client;Type;N° pièce;Date;Échéance;Montant TTC;Affecté à\n'

  test('« affecté à » allocates a credit note and a payment to the invoice they name', async () => {
    const list = await read(
      `${HEAD}DUP;Facture;FA-0001;10/01/2026;09/02/2026;100,00;\nDUP;Avoir;AV1;12/01/2026;;-30,00;fa 1\n` +
        'DUP;Règlement;VIR 7;20/01/2026;;50,00;FA1\nDUP;Règlement;VIR 8;21/01/2026;;10,00;F9\n',
    )
    expect(list.errors).toEqual([])
    expect(list.credits.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['credit-note', 3_000],
      ['payment', 5_000],
      ['payment', 1_000],
    ])
    expect(list.allocations.map(({ amountCents, origin }) => [amountCents, origin])).toEqual([
      [3_000, 'lettering'],
      [5_000, 'lettering'],
    ])
    expect(list.warnings.map(({ code }) => code)).toEqual(['list-unknown-allocation'])
  })

  test('a credit settles instalments in their order, and no more than is left of them', async () => {
    const list = await read(
      `${HEAD}DUP;Facture;F1;10/01/2026;09/02/2026;60,00;\nDUP;Facture;F1;10/01/2026;09/03/2026;40,00;\n` +
        'DUP;Règlement;V1;20/01/2026;;90,00;F1\nDUP;Règlement;V2;20/01/2026;;50,00;F1\n',
    )
    expect(list.allocations.map(({ amountCents }) => amountCents)).toEqual([6_000, 3_000, 1_000])
  })
})

import { describe, expect, test } from 'vitest'
import { readCustomerList, suggestCustomerColumns } from './customer-list.ts'
import { detect } from './detect.ts'
import { fecText, sale } from './fec-fixture.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'
import { sheetXml, workbook, zip } from './xlsx-fixture.ts'

describe('a file is known by its content, whatever its name', () => {
  const fec = fecText(sale('F1', 'D', '20260101', '1'))
  const xlsx = zip(workbook(sheetXml([['Facture', 'Client']])))
  test.each<[string, string, string | Uint8Array]>([
    ['fec', 'journal.csv', fec],
    ['fec', 'export.xls', fecText(sale('F1', 'D', '20260101', '1'), ';')],
    ['fec', 'FEC.txt', Buffer.from(`\ufeff${fec}`, 'utf16le')],
    ['fec-xml', 'fec.txt', '<?xml version="1.0"?>\n<comptabilite><exercice/></comptabilite>'],
    ['csv', 'FEC20261231.txt', 'Facture;Client;Montant\n1;D;10\n'],
    ['csv', 'clients', 'SARL Exemple\n\nCode,Nom\nD,Dupont\n'],
    ['xlsx', 'factures.csv', xlsx],
    ['e-invoice', 'facture.txt', '%PDF-1.7'],
    ['e-invoice', 'fec.xml', '\ufeff<?xml version="1.0"?><!-- comptabilite --><a:Invoice xmlns:a="x"/>'],
    ['e-invoice', 'laughs.xml', '<!DOCTYPE a [<!ENTITY b "c">]><CreditNote>&b;</CreditNote>'],
    ['fec-xml', 'facture.xml', '<!-- <Invoice> --><Comptabilite><exercice/></Comptabilite>'],
  ])('%s in %s', async (format, name, content) => {
    expect(await detect(bytesSource(name, Buffer.from(content)))).toEqual({ format, reason: null })
  })

  test.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['is-zip', zip([['a.txt', 'a']])],
    ['is-xml', '<Invoices/>'],
    ['is-binary', new Uint8Array(100)],
    ['not-a-table', 'Bonjour'],
  ])('unknown, and why: %s', async (code, content) => {
    const found = await detect(bytesSource('fichier', Buffer.from(content)))
    expect([found.format, found.reason?.code]).toEqual(['unknown', code])
  })
})

describe('the customers of a company come in a file of their own', () => {
  const read = async (text: string) => {
    const table = await readTable(bytesSource('clients.csv', Buffer.from(text)))
    return readCustomerList(table, suggestCustomerColumns(table))
  }

  test('with address, e-mail and kind', async () => {
    const { customers, errors } = await read(
      [
        'N°;Nom;Adresse 1;Adresse 2;Code postal;Ville;Pays;Courriel;Portable;Type;SIREN;N° TVA',
        'D1;Dupont SA;1 rue A;Bât. B;75001;Paris;France;a@b.fr;06;Professionnel;123 456 789;FR 12 123456789',
        'M2;Mairie;;;1000;Bourg;;;;Collectivité;;',
        'P3;Durand;;;;;;;;Particulier;;',
      ].join('\n'),
    )
    expect(errors).toEqual([])
    expect(customers[0]).toEqual({
      code: 'D1',
      name: 'Dupont SA',
      account: null,
      addressLines: ['1 rue A', 'Bât. B'],
      postcode: '75001',
      town: 'Paris',
      country: 'France',
      email: 'a@b.fr',
      phone: '06',
      siren: '123456789',
      vatNumber: 'FR12123456789',
      kind: 'business',
      language: null,
      channel: null,
      creditLimitCents: null,
      paymentTerm: null,
      line: 2,
    })
    expect(customers.map(({ kind, postcode }) => [kind, postcode])).toEqual([
      ['business', '75001'],
      ['public', '01000'],
      ['consumer', null],
    ])
  })

  test('the kinds by the words of our own screens; a postcode of four digits abroad is whole', async () => {
    const { customers, errors } = await read(
      [
        'Code client;Nom;Code postal;Ville;Pays;Nature du client',
        'B1;Durand SARL;1000;Bourg;France;Professionnel',
        'B2;Lycée;59000;Lille;;Acheteur public',
        'B3;Helvetia;8001;Zürich;Suisse;Client professionnel',
        'B4;Les Lilas;59000;Lille;;Personne morale non professionnelle',
        'B5;Petit;1000;Bruxelles;BE;Particulier',
        'B6;Inconnu;;;;Inconnue',
      ].join('\n'),
    )
    expect(errors).toEqual([])
    expect(customers.map(({ kind, postcode }) => [kind, postcode])).toEqual([
      ['business', '01000'],
      ['public', '59000'],
      ['business', '8001'],
      ['non-professional', '59000'],
      ['consumer', '1000'],
      ['unknown', null],
    ])
  })

  test('a customer given twice, or one without code or name, refuses the file', async () => {
    const { customers, errors } = await read(
      'Code;Nom;Ville\nD1;Dupont;Paris\nD1;Durand;Lyon\n;;Lille\n;;;\n;;Nice;x\n',
    )
    expect(customers).toEqual([])
    expect(errors).toMatchObject([
      { code: 'customer-twice', line: 3, values: { code: 'D1', first: 2 } },
      { code: 'list-no-customer', line: 6 },
    ])
  })
})

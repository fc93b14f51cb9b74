import { describe, expect, test } from 'vitest'
import { accountMeant } from './bank-account.ts'
import { type BankTable, bankTableOf, readBankTable, statementsOfTable } from './bank-table.ts'
import { readCsvRows } from './csv.ts'
import { detect } from './detect.ts'
import { bytesSource } from './source.ts'
import { sheetXml, workbookOf, zip } from './xlsx-fixture.ts'

// January 2026 of a joiner, as each bank exports it: Dupont pays FA-100, EDF takes its due.

const source = (lines: readonly string[], encoding: 'utf8' | 'latin1' = 'utf8') =>
  bytesSource('releve.csv', Buffer.from(lines.join('\r\n'), encoding))

async function table(lines: readonly string[], encoding: 'utf8' | 'latin1' = 'utf8'): Promise<BankTable> {
  const file = source(lines, encoding)
  expect((await detect(file)).format).toBe('bank-table')
  const read = await readBankTable(file)
  if ('reason' in read) throw new Error(`refused: ${read.reason.code}, line ${read.reason.line}`)
  return read
}

const shown = ({ parts }: BankTable) =>
  parts.map(({ said, openedOn, closedOn, openingCents, closingCents, movements }) => ({
    said,
    days: [openedOn, closedOn],
    balances: [openingCents, closingCents],
    cents: movements.map(({ amountCents }) => amountCents),
  }))

const CREDIT_AGRICOLE = [
  'Téléchargement du 05/02/2026;',
  '',
  'SARL MENUISERIE BOIS;',
  'Compte Courant carte n° 12345678901;',
  'Solde au 05/02/2026 12 345,67 €',
  '',
  'Liste des opérations du compte entre le 01/01/2026 et le 31/01/2026;',
  '',
  'Date;Libellé;Débit euros;Crédit euros;',
  '30/01/2026;"VIREMENT EN VOTRE FAVEUR ',
  'DUPONT SARL           FA-100',
  '";;1 200,00;',
  '29/01/2026;"PRELEVEMENT EDF";85,40;;',
]
const BNP = [
  'Compte de chèques;Compte de chèques;****1234;05/02/2026;;12 345,67',
  'Date operation;Libelle court;Type operation;Libelle operation;Montant operation en euro',
  '30/01/2026;VIREMENT RECU;Virement recu;VIR SEPA RECU /DE DUPONT SARL /MOTIF FA-100;1 200,00',
  '29/01/2026;PRELEVEMENT;Prelevement;PRLV SEPA EDF;-85,40',
]
const SOCIETE_GENERALE = [
  '="0123400056789012";01/01/2026;31/01/2026;2;30/01/2026;12345,67 EUR',
  '',
  "Date de l'opération;Libellé;Détail de l'écriture;Montant de l'opération;Devise",
  '30/01/2026;VIR RECU;VIR RECU DE: DUPONT SARL MOTIF: FA-100;1200,00;EUR',
  '29/01/2026;PRLV EDF;PRELEVEMENT EDF;-85,40;EUR',
]
const LCL = [
  '30/01/2026;1200,00;Virement;;VIR SEPA DUPONT SARL;FA-100;0;Divers',
  '29/01/2026;-85,40;Prélèvement;;PRLV EDF;;0;Divers',
]
const BOURSORAMA = [
  '\ufeffdateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance',
  '2026-01-30;2026-01-30;"VIR SEPA DUPONT SARL FA-100";"Virements";"Virements";;1 200,00;;00040211293;Pro;12345.67',
  '2026-01-29;2026-01-29;"PRLV SEPA EDF";"Energie";"Logement";;-85,40;;00040211293;Pro;12345.67',
]
const CREDIT_MUTUEL = [
  'Date;Date de valeur;Débit;Crédit;Libellé;Solde',
  '29/01/2026;29/01/2026;-85,40;;PRLV SEPA EDF;414,60',
  '30/01/2026;30/01/2026;;1200,00;VIR DUPONT SARL FA-100;1614,60',
]
const BANQUE_POPULAIRE = [
  'Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Categorie;Sous categorie;Debit;Credit;Date operation;Date de valeur;Pointage operation',
  '30/01/2026;DUPONT SARL;VIR SEPA DUPONT SARL;REF001;FA-100;Virement recu;Revenus;Autres;;+1200,00;30/01/2026;30/01/2026;0',
  '29/01/2026;EDF;PRLV EDF;REF002;;Prelevement;Logement;Energie;-85,40;;29/01/2026;29/01/2026;0',
]
const CAISSE_EPARGNE = [
  'Code de la banque : 13135;Code de l’agence : 00080;Date de début de téléchargement : 01/01/2026;Date de fin de téléchargement : 31/01/2026;;',
  'Numéro de compte : 04123456789;Nom du compte : MENUISERIE;Devise : EUR;;;',
  '',
  'Solde en fin de période;;;;1614,60;',
  "Date;Numéro d'opération;Libellé;Débit;Crédit;Détail;",
  '30/01/26;001;VIR SEPA DUPONT SARL;;1200,00;FA-100;',
  '29/01/26;002;PRLV EDF;-85,40;;ABO;',
  'Solde en début de période;;;;500,00;',
]
const BANQUE_POSTALE = [
  'Numéro Compte   :;1234567A020',
  'Type         :;CCP',
  'Compte tenu en  :;euros',
  'Date            :;31/01/2026',
  'Solde (EUROS)   :;1614,60',
  '',
  'Date;Libellé;Montant(EUROS);Montant(FRANCS)',
  '30/01/2026;VIREMENT DE DUPONT SARL FA-100;1200,00;7871,48',
  '29/01/2026;PRELEVEMENT DE EDF;-85,40;-560,19',
]
const QONTO = [
  "Statut,Date de l'opération (UTC),Date de valeur (UTC),Nom de la contrepartie,Montant total (TTC),Devise,Moyen de paiement,Référence,Transaction ID",
  'Exécuté,30-01-2026 10:12:13,30-01-2026 10:12:13,Dupont SARL,"1200,00",EUR,Virement,FA-100,dup-1',
  'Exécuté,29-01-2026 08:00:00,29-01-2026 08:00:00,EDF,"-85,40",EUR,Prélèvement,ABO,edf-1',
  'Refusé,29-01-2026 08:00:00,,Station,"-60,00",EUR,Carte,,st-1',
]
const inLocalTime = (lines: readonly string[]) => lines.map((line) => line.replaceAll('(UTC)', '(local)'))
const WISE = [
  '"TransferWise ID",Date,Amount,Currency,Description,"Payment Reference","Running Balance","Payer Name","Payee Name",Merchant,"Total fees"',
  'TRANSFER-2,30-01-2026,1200.00,EUR,"Received money from DUPONT SARL",FA-100,1614.60,"DUPONT SARL",,,0.00',
  'TRANSFER-1,29-01-2026,-85.40,EUR,"Sent money to EDF",,414.60,,"EDF",,0.10',
]

describe('a bank’s export is read as a statement', () => {
  test.each([
    ['Crédit Agricole', CREDIT_AGRICOLE, '12345678901', ['2026-01-01', '2026-02-05'], [null, 1_234_567]],
    ['BNP Paribas', BNP, '****1234', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Société Générale', SOCIETE_GENERALE, '0123400056789012', ['2026-01-01', '2026-01-31'], [null, null]],
    ['LCL, without a header', LCL, '', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Boursorama', BOURSORAMA, '00040211293', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Banque Populaire', BANQUE_POPULAIRE, '', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Caisse d’Épargne', CAISSE_EPARGNE, '04123456789', ['2026-01-01', '2026-01-31'], [50_000, 161_460]],
    ['La Banque Postale', BANQUE_POSTALE, '1234567A020', ['2026-01-29', '2026-01-30'], [null, 161_460]],
    ['Qonto', QONTO, '', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Qonto, in local time', inLocalTime(QONTO), '', ['2026-01-29', '2026-01-30'], [null, null]],
    ['Wise', WISE, '', ['2026-01-29', '2026-01-30'], [50_000, 161_460]],
  ])('%s', async (_bank, lines, said, days, balances) => {
    for (const encoding of ['utf8', 'latin1'] as const) {
      if (encoding === 'latin1' && lines.some((line) => /[^\0-\xff]/.test(line))) continue
      const read = await table(lines, encoding)
      expect(shown(read)).toEqual([{ said, days, balances, cents: [120_000, -8540] }])
      const [movement] = read.parts[0]?.movements ?? []
      expect(movement?.bookedOn).toBe('2026-01-30')
      expect(`${movement?.payer} ${movement?.text}`).toMatch(/DUPONT SARL/i)
      expect(movement?.text).toContain('FA-100')
    }
  })

  test('the oldest line first, with a running balance: both balances are those of its ends', async () => {
    expect(shown(await table(CREDIT_MUTUEL))).toEqual([
      { said: '', days: ['2026-01-29', '2026-01-30'], balances: [50_000, 161_460], cents: [-8540, 120_000] },
    ])
    // A line taken away: the column no longer follows, and no balance is given.
    const cut = [...CREDIT_MUTUEL, '31/01/2026;31/01/2026;;10,00;VIR X;2000,00']
    expect(shown(await table(cut))[0]?.balances).toEqual([null, null])
  })

  test('Revolut: what is pending is left out and told, a fee is an operation of its own', async () => {
    const read = await table([
      'Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance',
      'TOPUP,Current,2026-01-28 10:00:00,2026-01-28 10:00:05,Payment from Martin Sa,500.00,0.00,EUR,COMPLETED,500.00',
      'CARD_PAYMENT,Current,2026-01-29 10:00:00,2026-01-30 10:00:05,Station,-60.00,0.50,EUR,COMPLETED,439.50',
      'CARD_PAYMENT,Current,2026-01-29 10:00:00,,Hotel,-99.00,0.00,EUR,PENDING,',
      'TRANSFER,Current,2026-01-30 10:00:00,2026-01-30 12:00:05,From Dupont Sarl,1200.00,0.00,EUR,COMPLETED,1639.50',
    ])
    expect(shown(read)[0]).toMatchObject({ balances: [0, 163_950], cents: [50_000, -50, -6000, 120_000] })
    expect(read.warnings.map(({ code, values }) => [code, values.count])).toEqual([['bank-not-executed', 1]])
  })

  test('two accounts one below the other, with a header each or one for both', async () => {
    const first = [
      'Compte courant n° 11111111111',
      'Date;Libellé;Débit;Crédit',
      '30/01/2026;VIR DUPONT FA-100;;1 200,00',
    ]
    const second = ['28/01/2026;FRAIS;2,00;', '27/01/2026;VIR INTERNE;;50,00']
    const right = [
      { said: '11111111111', cents: [120_000] },
      { said: '22222222222', cents: [-200, 5000] },
    ]
    const headed = await table([
      ...first,
      'Total;;0,00;1 200,00',
      '',
      'Livret n° 22222222222',
      'Date;Libellé;Débit;Crédit',
      ...second,
    ])
    expect(shown(headed)).toMatchObject(right)
    const bare = await table([...first, 'Livret n° 22222222222', ...second])
    expect(shown(bare)).toMatchObject(right)
  })

  test('a column names the account, and another the currency: each has its statement', async () => {
    const read = await table([
      'Date;Valeur;Compte;Libellé;Montant;Devise',
      '30/01/2026;30/01/2026;FR76 1027 8022 0400 0204 2760 330;VIR DUPONT;1200,00;EUR',
      '30/01/2026;30/01/2026;FR7610278022040002042760330;VIR ACME;10,00;USD',
      '29/01/2026;29/01/2026;00020427604;VIR MARTIN;20,00;EUR',
    ])
    expect(read.parts.map(({ said, currency, movements }) => [said, currency, movements.length])).toEqual([
      ['FR7610278022040002042760330', 'EUR', 1],
      ['FR7610278022040002042760330', 'USD', 1],
      ['00020427604', 'EUR', 1],
    ])
  })

  test('a workbook with a sheet for each account; sheets of months name none', async () => {
    const rows = (day: string) =>
      sheetXml([
        ['Date', 'Date valeur', 'Libellé', 'Débit', 'Crédit'],
        [day, day, 'VIR DUPONT FA-100', '', '=1200'],
        [day, day, 'FRAIS', '=2.5', ''],
      ])
    const book = (...names: string[]) =>
      bytesSource(
        'releve.xlsx',
        zip(workbookOf(names.map((name, at) => [name, rows(`0${at + 3}/01/2026`)] as const))),
      )
    const said = async (file: ReturnType<typeof book>) => {
      expect((await detect(file)).format).toBe('bank-table')
      const read = await readBankTable(file)
      return 'reason' in read ? read.reason : shown(read).map((part) => [part.said, part.cents])
    }
    expect(await said(book('Compte pro', 'Livret'))).toEqual([
      ['Compte pro', [120_000, -250]],
      ['Livret', [120_000, -250]],
    ])
    expect(await said(book('Janvier', 'Février 2026'))).toEqual([
      ['', [120_000, -250]],
      ['', [120_000, -250]],
    ])
  })

  test('an unpaid debit takes back what it had paid; its fee does not', async () => {
    const read = await table([
      'Date;Date de valeur;Libellé;Montant',
      '30/01/2026;30/01/2026;REJET PRLV DUPONT FA-100;-1200,00',
      '30/01/2026;30/01/2026;FRAIS REJET PRLV;-12,00',
    ])
    expect(read.parts[0]?.movements.map(({ isRejection }) => isRejection)).toEqual([true, false])
  })

  test('an amount without a day, or that cannot be read, refuses the file with its line', async () => {
    const refused = async (line: string) => {
      const read = bankTableOf(await readCsvRows(source([...CREDIT_MUTUEL, line])))
      return 'reason' in read ? [read.reason.code, read.reason.line] : null
    }
    expect(await refused(';;12,00;;VIR ??;')).toEqual(['bank-no-day', 4])
    expect(await refused('31/01/2026;;12,0O;;VIR;')).toEqual(['bank-bad-amount', 4])
    expect(await refused(';;;;suite du libellé;')).toBeNull()
  })
})

describe('what is no bank’s is left to the other readers', () => {
  test.each([
    ['a list of invoices', ['Date;N° facture;Libellé;Montant', '30/01/2026;F1;VIR attendu;100,00']],
    ['a list with a customer', ['Date;Libellé;Client;Montant', '15/01/2026;VIR Facture F1;Dupont;100,00']],
    ['a list with due dates', ['Date;Échéance;Libellé;Montant', '15/01/2026;31/01/2026;VIR;100,00']],
    [
      'a ledger of customers',
      ['Grand livre des tiers', 'Date;Libellé;Débit;Crédit;Solde', '15/01/2026;VIR F1;100,00;;100,00'],
    ],
    [
      'a ledger with the customer on a line of its own',
      [
        'Date;Libellé;Débit;Crédit;Solde',
        'Dupont SARL;;;;',
        '15/01/2026;Facture F1;100,00;;100,00',
        '20/01/2026;VIR;;100,00;0,00',
      ],
    ],
    [
      'a journal of the bank',
      [
        'Date;Compte;Libellé;Débit;Crédit',
        '30/01/2026;512000;VIR DUPONT;1200,00;',
        '30/01/2026;411000;VIR DUPONT;;1200,00',
      ],
    ],
  ])('%s', async (_what, lines) => {
    expect((await detect(source(lines))).format).toBe('csv')
  })
})

describe('keys', () => {
  test('two lines alike the same day are two, and overlapping files agree', async () => {
    const HEADER = 'Date;Date de valeur;Libellé;Montant'
    const coffee = '30/01/2026;30/01/2026;CB CAFE;-2,00'
    const keys = async (...rows: string[]) =>
      statementsOfTable(await table([HEADER, ...rows]), () => 'FR76')[0]?.movements.map(({ key }) => key) ??
      []
    const first = await keys(coffee, coffee)
    expect(new Set(first).size).toBe(2)
    const overlapping = await keys('31/01/2026;31/01/2026;VIR DUPONT;10,00', coffee, coffee, coffee)
    expect(overlapping.slice(1, 3)).toEqual(first)
    expect(new Set(overlapping).size).toBe(4)
  })
})

test('the account that a file names is told among those of the company', () => {
  const known = ['FR7610278022040002042760330', 'FR7610278022040009876543283']
  expect(accountMeant('00020427603', known)).toBe(known[0])
  expect(accountMeant('20427603', known)).toBe(known[0])
  expect(accountMeant('****5432', known)).toBe(known[1])
  expect(accountMeant('10278', known)).toBeNull()
  expect(accountMeant('99999999999', known)).toBeNull()
  expect(accountMeant('', known)).toBeNull()
})

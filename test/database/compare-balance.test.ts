import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { previewImport } from '#features/imports/server/import-file.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { CONTEXT, importText, instalmentsOf } from './import-world.ts'

// The accountant sends the aged balance of 31 January: Camille sets it beside what the program says.

const database = await createTestDatabase()
const company = 'LIN'
const LIST = [
  'Code client;Client;Type;N°;Date;Échéance;Montant TTC',
  'C001;Dupont SARL;Facture;F1;05/01/2024;04/02/2024;1200,00',
  'C001;Dupont SARL;Avoir;AV1;08/01/2024;;-120,00',
  'C002;Martin;Facture;F2;06/01/2024;05/02/2024;300,00',
  'C003;Petit;Facture;F3;07/01/2024;06/02/2024;70,00',
].join('\r\n')
const BALANCE = [
  'Société : ATELIER DU LIN;;;;',
  'Balance âgée clients au 31/01/2024;;;;',
  'Code;Intitulé;Total dû;Non échu;0-30 jours',
  'c001;Dupont SARL;1 200,00;0,00;1 200,00',
  'C002;Martin;300,00;300,00;',
  'C009;Durand;50,00;;50,00',
  ';TOTAL;1 550,00;300,00;1 250,00',
].join('\r\n')

const previewOf = async (text: string) =>
  await previewImport({ database, archive: memoryArchive() }, CONTEXT, {
    sources: [bytesSource('balance.csv', Buffer.from(text))],
    options: importOptions.parse({ company }),
  })

test('a balance by client is compared with the books, client by client both ways, and never imported', async () => {
  await importText(database, LIST, { company })
  const before = await instalmentsOf(database, company)
  const { comparison, errors } = await previewOf(BALANCE)
  expect(errors.map(({ message }) => message.slice(0, 40))).toEqual([
    'Ce fichier est une balance par client, s',
  ])
  expect(
    comparison?.rows.map(({ code, fileCents, booksCents, differenceCents }) => [
      code,
      fileCents,
      booksCents,
      differenceCents,
    ]),
  ).toEqual([
    ['C001', 120_000, 108_000, 12_000],
    ['C003', null, 7_000, -7_000],
    ['C009', 5_000, null, 5_000],
    ['C002', 30_000, 30_000, 0],
  ])
  expect(comparison).toMatchObject({
    differing: 3,
    compared: 4,
    sums: [{ currency: 'EUR', fileCents: 155_000, booksCents: 145_000, differenceCents: 10_000 }],
  })
  expect(await instalmentsOf(database, company)).toEqual(before)
})

test('a balance of accounts with two sides is the same', async () => {
  const sides =
    'Compte;Intitulé;Débit;Crédit;Solde débiteur;Solde créditeur\r\nC001;Dupont SARL;1200,00;120,00;1080,00;\r\nC002;Martin;300,00;;300,00;\r\nC003;Petit;70,00;;70,00;\r\nTotal;;1570,00;120,00;1450,00;'
  expect((await previewOf(sides)).comparison).toMatchObject({ differing: 0, compared: 3 })
})

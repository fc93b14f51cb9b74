import { expect, test } from 'vitest'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { tableKind } from './read-list.ts'

test.each([
  ['customers', 'Code;Nom;Type', 'DUP;Dupont;Professionnel'],
  ['customers', 'N°;Nom;Catégorie', '1;Dupont;Professionnel'],
  ['customers', 'Code client;Raison sociale', 'DUP;Dupont'],
  ['customers', 'Code;Nom;Adresse;Code postal;Ville;Email', 'DUP;Dupont;1 rue A;75001;Paris;a@b.fr'],
  ['list', 'N° facture;Client;Mt', 'F1;Dupont;120,00'],
  ['list', 'Client;Date;Mt', 'Dupont;01/02/2026;120,00'],
  ['list', 'Code;Nom;Reste dû', 'DUP;Dupont;120,00'],
])('%s: %s', async (kind, header, row) => {
  const table = await readTable(bytesSource('f.csv', Buffer.from(`${header}\n${row}\n`)))
  expect(tableKind(table)).toBe(kind)
})

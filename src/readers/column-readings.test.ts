import { expect, test } from 'vitest'
import { columnReadings } from './column-readings.ts'
import { suggestColumns } from './invoice-columns.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

const FILE = [
  'Client;N° facture;Échéance;Montant TTC;Statut;Type;Payée;Notes',
  'Leroy;F1;31/01/2024;1 200,50;Réglée;Facture;oui;à voir',
  'Leroy;F2;29/02/2024;80;Clôturée;Avoir;non;',
  'Martin;F3;31/01/2024;douze;Impayée;Devis;;à voir',
].join('\r\n')

test('three different values of each column are told as they will be read', async () => {
  const table = await readTable(bytesSource('leroy.csv', Buffer.from(FILE)))
  const readings = columnReadings(table, suggestColumns(table))
  const of = (column: string) =>
    readings[table.columns.indexOf(column)]?.map(({ text, reading }) => [text, reading])
  expect(of('Client')).toEqual([
    ['Leroy', { as: 'text' }],
    ['Martin', { as: 'text' }],
  ])
  expect(of('Échéance')).toEqual([
    ['31/01/2024', { as: 'day', day: '2024-01-31' }],
    ['29/02/2024', { as: 'day', day: '2024-02-29' }],
  ])
  expect(of('Montant TTC')).toEqual([
    ['1 200,50', { as: 'amount', cents: 120_050 }],
    ['80', { as: 'amount', cents: 8_000 }],
    ['douze', { as: 'wrong' }],
  ])
  expect(of('Statut')).toEqual([
    ['Réglée', { as: 'state', state: 'settled' }],
    ['Clôturée', { as: 'state', state: 'unknown' }],
    ['Impayée', { as: 'state', state: 'open' }],
  ])
  expect(of('Type')?.map(([, reading]) => reading)).toEqual([
    { as: 'document', document: 'invoice' },
    { as: 'document', document: 'credit-note' },
    { as: 'document', document: 'not-owed' },
  ])
  expect(of('Payée')?.map(([, reading]) => reading)).toEqual([
    { as: 'yes-no', isYes: true },
    { as: 'yes-no', isYes: false },
  ])
  expect(of('Notes')).toEqual([['à voir', null]])
})

test('what is owed and asked of nobody says so', async () => {
  const file = [
    'Client;Échéance;Montant TTC;Statut',
    'Leroy;31/01/2024;80;Contentieux',
    'Martin;31/01/2024;90;En litige',
  ]
  const table = await readTable(bytesSource('leroy.csv', Buffer.from(file.join('\r\n'))))
  const states = columnReadings(table, suggestColumns(table))[table.columns.indexOf('Statut')]
  expect(states?.map(({ reading }) => reading)).toEqual([
    { as: 'state', state: 'held-back' },
    { as: 'state', state: 'disputed' },
  ])
})

import { expect, test } from 'vitest'
import { readBankTable } from './bank-table.ts'
import { bytesSource } from './source.ts'

// January 2026 of a joiner as banks and other programs garble it: Dupont pays FA1, EDF takes its due.

async function read(...lines: readonly string[]) {
  const table = await readBankTable(bytesSource('releve.csv', Buffer.from(lines.join('\r\n'))))
  if ('reason' in table) return { refused: [table.reason.code, table.reason.line] }
  const told = [...table.warnings, ...table.parts.flatMap(({ warnings }) => warnings)]
  return {
    movements: table.parts.flatMap(({ movements, currency }) =>
      movements.map(({ amountCents }) => [amountCents, currency]),
    ),
    told: told.map(({ code, line }) => [code, line]).filter(([code]) => code !== 'bank-day-first'),
  }
}

const SIGNED = 'Date;Libellé;Montant'
const SIDES = 'Date;Libellé;Débit;Crédit'

test.each([
  [
    'CR and DB beside the amounts: in and out, the other way round from a customer’s account',
    [SIGNED, '02/01/2026;VIR DUPONT FA1;1 200,00 CR', '03/01/2026;PRLV EDF;80,00 DB'],
    {
      movements: [
        [120_000, 'EUR'],
        [-8000, 'EUR'],
      ],
      told: [],
    },
  ],
  [
    'every sign reversed',
    [SIGNED, '02/01/2026;VIREMENT RECU DUPONT;-1200,00', '03/01/2026;PRLV EDF;80,00'],
    {
      movements: [
        [-120_000, 'EUR'],
        [8000, 'EUR'],
      ],
      told: [['bank-signs', 2]],
    },
  ],
  [
    'no sign at all',
    [SIGNED, '02/01/2026;VIR DUPONT FA1;1200,00', '03/01/2026;PRLV EDF;80,00'],
    {
      movements: [
        [120_000, 'EUR'],
        [8000, 'EUR'],
      ],
      told: [['bank-signs', 3]],
    },
  ],
  [
    'one debit given back among others',
    [SIGNED, '02/01/2026;PRLV EDF;-80,00', '03/01/2026;CB STATION;-60,00', '04/01/2026;CB STATION;20,00'],
    {
      movements: [
        [-8000, 'EUR'],
        [-6000, 'EUR'],
        [2000, 'EUR'],
      ],
      told: [],
    },
  ],
  [
    'a balance that no longer follows: a line was taken out',
    [
      `${SIGNED};Solde`,
      '02/01/2026;VIR DUPONT FA1;1200,00;2200,00',
      '03/01/2026;PRLV EDF;-80,00;2120,00',
      '04/01/2026;VIR MARTIN;300,00;2500,00',
    ],
    {
      movements: [
        [120_000, 'EUR'],
        [-8000, 'EUR'],
        [30_000, 'EUR'],
      ],
      told: [['bank-balance-broken', 4]],
    },
  ],
  [
    'the sum of the operations, on both sides',
    [
      SIDES,
      '02/01/2026;VIR DUPONT;;1200,00',
      '03/01/2026;PRLV EDF;80,00;',
      '31/01/2026;TOTAL DES OPERATIONS;80,00;1200,00',
    ],
    {
      movements: [
        [120_000, 'EUR'],
        [-8000, 'EUR'],
      ],
      told: [['list-totals-skipped', 4]],
    },
  ],
  [
    'their sum without a word',
    [SIGNED, '02/01/2026;VIR DUPONT;1200,00', '03/01/2026;VIR MARTIN;300,00', '31/01/2026;;1500,00'],
    {
      movements: [
        [120_000, 'EUR'],
        [30_000, 'EUR'],
      ],
      told: [['list-totals-skipped', 4]],
    },
  ],
  [
    'a client called Total',
    [SIGNED, '02/01/2026;TOTAL ENERGIES FA1;1200,00', '03/01/2026;VIR MARTIN;300,00'],
    {
      movements: [
        [120_000, 'EUR'],
        [30_000, 'EUR'],
      ],
      told: [],
    },
  ],
  [
    'an operation on both sides',
    [SIDES, '02/01/2026;VIR DUPONT;1200,00;1200,00'],
    { refused: ['bank-two-sides', 2] },
  ],
  [
    'dollars beside an amount',
    [SIGNED, '02/01/2026;VIR ACME;1300,00 USD', '03/01/2026;VIR DUPONT;1200,00'],
    {
      movements: [
        [130_000, 'USD'],
        [120_000, 'EUR'],
      ],
      told: [],
    },
  ],
])('%s', async (_, lines, right) => {
  expect(await read(...lines)).toEqual(right)
})

import { expect, test } from 'vitest'
import { plainText } from '#domain/letters/rich-text-plain.ts'
import { decideReview } from '#features/runs/server/decide-review.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// What a judge would read in the letters of a run, whoever they are to.

const database = await createTestDatabase()
const open = companyOpener(database)
const MEDIATOR = ['CM2C', '14 rue Saint-Jean, 75017 Paris', 'www.cm2c.net']

async function nameMediator(companyId: number): Promise<void> {
  await database.owner.query(
    'update companies set mediator_name = $2, mediator_address = $3, mediator_website = $4 where id = $1',
    [companyId, ...MEDIATOR],
  )
}

async function letterTo(kind: 'business' | 'consumer' | 'non-professional' | 'unknown', cents = 10_000) {
  const { desk, company } = await open([
    {
      code: 'A',
      name: 'Atelier',
      kind,
      invoices: [
        { ...invoice('F1', '2026-01-15', cents), level: 4, lastRemindedOn: '2026-03-01' },
        invoice('F2', '2026-03-28', 900_000),
      ],
    },
  ])
  await nameMediator(company.id)
  const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
  const { content } = found(letter)
  return { content, words: plainText(content.body).replace(/[\u00a0\u202f]/g, ' ') }
}

test('a mixed letter says neither that all has been due since January nor that all was reminded', async () => {
  const { content, words } = await letterTo('business')
  expect(content.level).toBe(4)
  expect(words).not.toMatch(/relance, datée|depuis le \d/)
  expect(words).toContain('Le principal de 9 100,00 €, dont la plus ancienne échéance est le 15/01/2026')
  // 100 × 12,15 % × 75 ÷ 365 = 2,50; 9 000 × 12,15 % × 3 ÷ 365 = 8,99; two invoices late.
  expect(words).toContain('met en demeure Atelier de payer la somme de 9 191,49 € dans un délai de 15 jours')
  expect(words).toContain(
    '9 100,00 € en principal, 11,49 € d’intérêts de retard arrêtés au 31/03/2026 et 80,00 €',
  )
})

test('a consumer is told the mediator, and threatened with no court', async () => {
  const { words } = await letterTo('consumer')
  for (const part of MEDIATOR) expect(words).toContain(part)
  expect(words).not.toMatch(/tribunal|sans autre avis|40,00 €|indemnité/)
})

test.each(['non-professional', 'unknown'] as const)(
  'a %s has no mediator, and is asked no 40 €',
  async (kind) => {
    const { words } = await letterTo(kind)
    expect(words).not.toMatch(/médiateur|tribunal|40,00 €|indemnité/)
  },
)

test('a business that turns out to be a consumer: its letter asks 40 € of nobody', async () => {
  const { desk, company, context } = await open([
    { code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-02-01')] },
    { code: 'B', name: 'Bois', invoices: [invoice('B-1', '2026-02-01')] },
    { code: 'C', name: 'Charpente', kind: 'unknown', invoices: [invoice('C-1', '2026-02-01')] },
  ])
  const run = await desk.draft('2026-03-29', '2026-03-30')
  // Bois is a consumer; Charpente, of whom nothing was known, is one too: its letter of level 1 is the same.
  await database.owner.query(
    "update customers set kind = 'consumer' where company_id = $1 and code in ('B', 'C')",
    [company.id],
  )
  expect(await desk.confirm(run)).toMatchObject({
    confirmed: 2,
    toReview: [
      {
        code: 'B',
        reason: 'addressee-changed',
        review: { changes: [{ kind: 'addressee', before: 'business', after: 'consumer' }] },
      },
    ],
  })
  const redone = await decideReview(database, context, run, { decision: 'redone' })
  expect(await desk.confirm(found(redone.run))).toEqual({ confirmed: 1, toReview: [] })
})

test('one of whom nothing was known and who is a consumer: its letter is another where it names the mediator', async () => {
  const { desk, company } = await open([
    {
      code: 'A',
      name: 'Atelier',
      kind: 'unknown',
      invoices: [{ ...invoice('A-1', '2026-01-15'), level: 3, lastRemindedOn: '2026-02-15' }],
    },
  ])
  await nameMediator(company.id)
  const run = await desk.draft('2026-03-29', '2026-03-30')
  await database.owner.query("update customers set kind = 'consumer' where company_id = $1", [company.id])
  expect(await desk.confirm(run)).toMatchObject({ confirmed: 0, toReview: [{ reason: 'addressee-changed' }] })
})

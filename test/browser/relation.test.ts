import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { allocateCredit } from '#ledger/allocate.ts'
import { withScope } from '#platform/scoped.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { textOfPdf } from '../pdf-text.ts'
import { contextFor } from '../world.ts'

// The clients of the manual are called, promise, and keep or break their word: one story told in order.

const TODAY = '2024-01-29'
const desk = await openBrowserDesk(TODAY)
const company = await buildManualWorld(desk.database)

async function expectFine(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Brings a promise back to have been made long ago, as time would. */
async function promiseOf(code: string, promisedOn: string, endsOn: string): Promise<void> {
  await desk.database.owner.query(
    `update dunning_blocks set promised_on = $2, ends_on = $3, created_at = timestamptz '2024-01-02'
     where kind = 'promise' and customer_id = $1`,
    [company.customers.get(code), promisedOn, endsOn],
  )
}

test('a call is logged from the list, and its call back comes up on its day', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Actions sur TRU' }).click()
  await page.getByRole('menuitem', { name: 'Noter un échange' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Ce qui s’est dit' }).fill('La comptable rappelle lundi')
  await dialog.getByRole('textbox', { name: 'Prochaine action' }).fill('Rappeler Mme Petit')
  await dialog.getByRole('textbox', { name: 'À faire le' }).fill('29/01/2024')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Noter' }).click()
  await page.getByText('C’est noté.').waitFor()
  await page.getByRole('button', { name: 'Ventes' }).click()
  await page.getByRole('menuitem', { name: 'Relation client' }).click()
  await page.getByRole('heading', { name: 'À rappeler 1' }).waitFor()
  await page.getByText('Rappeler Mme Petit').waitFor()
  await expectFine(page)
  await page.getByRole('button', { name: 'Marquer comme fait : TRU' }).click()
  await page.getByRole('heading', { name: 'Fait aujourd’hui' }).waitFor()
  await page.getByRole('button', { name: 'Remettre à faire : TRU' }).click()
  await page.getByRole('heading', { name: 'À rappeler 1' }).waitFor()
})

test('a promise is made on the client’s page, then judged: one is kept, the other is not', async () => {
  const page = await desk.open('/clients')
  await page.getByText('3 clients · solde 1 253,20 €').waitFor()
  await expectFine(page)
  for (const name of ['TRU', 'Professionnel France']) {
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByRole('button', { name: 'Mettre de côté' }).click()
    await page.getByRole('menuitem', { name: 'Promesse de règlement' }).click()
    await page.getByLabel('Règlement promis pour le', { exact: false }).first().fill('30/01/2024')
    await page.keyboard.press('Tab')
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre de côté' }).click()
    await page.getByText('promis pour le 30/01/2024').first().waitFor()
    await page.getByRole('button', { name: 'Revenir aux clients' }).click()
  }
  await promiseOf('TRU', '2024-01-10', '2024-01-13')
  await promiseOf('PROFR', '2024-01-10', '2024-01-13')
  await pay('TRU', '2024-01-12', [
    ['2300000001', 24_000],
    ['2300000002', 51_500],
  ])
  // Read anew: time has gone by behind the screen.
  await page.goto(`${desk.address}/relation`)
  await page.getByRole('heading', { name: 'Promesses non tenues 1' }).waitFor()
  await page.getByText('promis 493,20 € pour le 10/01/2024').waitFor()
  await page.getByRole('link', { name: 'Professionnel France' }).click()
  await page.getByText('non tenue').waitFor()
  await expectFine(page)
  await visit(page, `/clients/${company.customers.get('TRU')}`, /TRU/)
  await page.getByText('tenue', { exact: true }).waitFor()
  const pdf = await page.request.get(
    `${desk.address}/api/customers/${company.customers.get('PROFR')}/statement`,
  )
  const text = await textOfPdf(Buffer.from(await pdf.body()))
  expect(text).toContain('RELEVÉ DE COMPTE AU 29/01/2024')
  expect(text.replaceAll(/\s/g, ' ')).toContain('493,20 €')
})

test('every page holds at 390 px', async () => {
  const page = await desk.open('/clients', NARROW)
  await page.getByText('3 clients').waitFor()
  await expectFine(page)
  const pages = [
    ['/relation', /Relation client/],
    ['/travaux', /Liste/],
    ['/travaux?onglet=imports', /Liste/],
    [`/clients/${company.customers.get('TRU')}`, /TRU/],
  ] as const
  for (const [path, heading] of pages) {
    await visit(page, path, heading)
    await expectFine(page)
  }
})

async function pay(
  code: string,
  receivedOn: string,
  shares: readonly (readonly [string, number])[],
): Promise<void> {
  const cents = shares.reduce((sum, [, share]) => sum + share, 0)
  const { rows } = await desk.database.owner.query<{ id: number }>(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
       source_key, created_by)
     values ($1, $2, 'payment', 'VIR', $3, 'EUR', $4, 'manual', 'test:VIR', 'test') returning id`,
    [company.id, company.customers.get(code), receivedOn, cents],
  )
  await withScope(desk.database, contextFor([company.id], TODAY), (tx) =>
    allocateCredit(tx, {
      creditId: rows[0]?.id ?? 0,
      shares: shares.map(([number, amountCents]) => ({
        instalmentId: company.instalments.get(number) ?? 0,
        amountCents,
      })),
      origin: 'manual',
      actor: 'Camille',
    }),
  )
}

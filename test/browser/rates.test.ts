import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildCompany } from '../world.ts'

// On 15 January 2027 nobody has entered the rates of the half-year yet: one story told in order.

const desk = await openBrowserDesk('2027-01-15')
await buildCompany(desk.database, {
  code: 'LAMBERT',
  legalName: 'Menuiserie Lambert',
  customers: [
    {
      code: 'ATELIER',
      name: 'Atelier Vidal',
      kind: 'business',
      invoices: [{ number: 'FA12', issuedOn: '2026-11-15', dueOn: '2026-12-15', cents: 100_000 }],
    },
  ],
})
const SCREEN = '/parametres/taux/LAMBERT'

async function unfoldInvoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Déplier les factures de Atelier Vidal' }).click()
  await page.getByRole('button', { name: 'Détail de la facture FA12' }).click()
}

test('from the notice on the list: add the rates, unfold the penalties of an invoice, agree a rate', async () => {
  const page = await desk.open('/relances')
  await unfoldInvoice(page)
  await page.getByText('il manque les taux du semestre commençant le 01/01/2027').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Taux légaux du semestre à ajouter' }).click()
  await page.getByText('Il manque des taux pour le 1er semestre 2027').waitFor()
  await page.getByText('non vérifié').first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Ajouter un taux' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Taux de la BCE').fill('douze')
  await dialog.getByText('Un taux annuel en pourcentage').waitFor()
  await dialog.getByLabel('Taux de la BCE').fill('2,65')
  await dialog.getByLabel('Source').fill('Banque de France, 04/01/2027')
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Ajouter un taux' }).click()
  await page.getByText('Le taux est ajouté').waitFor()
  await page
    .getByRole('row', { name: /1er semestre 2027 2,65\s% 12,65\s% 10,65\s% pas encore publié/ })
    .waitFor()
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await unfoldInvoice(page)
  // 1 000 × 12,40 % × 16 ÷ 365 = 5,44; up to yesterday, 1 000 × 12,65 % × 14 ÷ 365 = 4,85
  await page
    .getByRole('row', { name: /16\/12\/2026 – 31\/12\/2026 16 1\s000,00\s€ 12,40\s% 5,44\s€/ })
    .waitFor()
  await page
    .getByRole('row', { name: /01\/01\/2027 – 14\/01\/2027 14 1\s000,00\s€ 12,65\s% 4,85\s€/ })
    .waitFor()
  await page.getByText(/1\s050,29\s€/).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.keyboard.press('Escape')

  await visit(page, SCREEN, /./)
  await page.getByLabel('Un taux fixe').check()
  expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true)
  await page.getByLabel('Taux annuel').fill('15')
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Le taux est enregistré').waitFor()
  await page.setViewportSize(NARROW)
  await page.reload()
  await page.getByLabel('Taux annuel').waitFor()
  expect(await page.getByLabel('Taux annuel').inputValue()).toBe('15,00')
  await page.getByText('Le taux de l’intérêt légal n’est pas encore donné').waitFor()
  await page.getByRole('heading', { name: 'Taux par semestre' }).waitFor()
  await expectNoOverflow(page)
  await expectAccessible(page)
})

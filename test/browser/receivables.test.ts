import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildCompany } from '../world.ts'

// Menuiserie Lambert invoices Dupont & Fils in three instalments, corrects part of it by a credit note,
// and takes the allocation back: one story told in order.

const desk = await openBrowserDesk('2026-03-31')
const company = await buildCompany(desk.database, {
  code: 'LAMBERT',
  legalName: 'Menuiserie Lambert',
  customers: [
    {
      code: 'DUPONT',
      name: 'Dupont & Fils',
      invoices: [{ number: 'F1', issuedOn: '2026-01-10', dueOn: '2026-02-09', cents: 45_000, level: 2 }],
    },
    { code: 'LEROY', name: 'Leroy SARL', credits: [{ number: 'CHQ 7', cents: 12_000, kind: 'payment' }] },
  ],
})

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

async function openFromMenu(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Ventes' }).click()
  await page.getByRole('menuitem', { name: entry, exact: true }).click()
}

test('an invoice in three instalments is written, kept as a draft, and made final', async () => {
  const page = await desk.open('/relances')
  await openFromMenu(page, 'Factures')
  await page.getByRole('row', { name: /F1.*Dupont.*450,00/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Nouvelle facture' }).click()
  await page.getByPlaceholder(/Code, nom, ville ou n°/).fill('dup')
  await page.getByRole('option', { name: /Dupont & Fils/ }).click()
  await page.getByLabel('Numéro', { exact: true }).fill('f-01')
  await page.getByText('Ce numéro est déjà pris : Dupont & Fils').waitFor()
  await page.getByLabel('Numéro', { exact: true }).fill('F2')
  await page.getByLabel('Montant TTC').fill('1000')
  await page.getByLabel('Payable en').selectOption('3')
  await page.getByText('Première échéance : 30/04/2026').waitFor()
  expect(await page.getByLabel('Montant 3').inputValue()).toBe('333,34')
  expect(await page.getByLabel('Échéance 3', { exact: true }).inputValue()).toBe('30/06/2026')
  await page.getByLabel('Montant 1').fill('300')
  await page.getByText(/écart de 33,33/).waitFor()
  expect(await page.getByRole('button', { name: 'Rendre définitive' }).isDisabled()).toBe(true)
  await page.getByLabel('Payable en').selectOption('3')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click()
  await page.getByRole('heading', { level: 1, name: /Brouillon n°\sF2/ }).waitFor()
  await page.getByRole('button', { name: 'Rendre définitive' }).click()
  await page.getByText('seul un avoir la corrigera').waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Rendre définitive' }).click()
  await page.getByRole('heading', { level: 1, name: /Facture n°\sF2/ }).waitFor()
  await page.getByRole('row', { name: /30\/06\/2026.*333,34/ }).waitFor()
})

test('a credit note corrects it in part, and the allocation is taken back with a reason', async () => {
  const page = await desk.open('/factures?etat=ouverte')
  await page.getByRole('link', { name: 'F2' }).click()
  await page.getByRole('link', { name: 'Corriger par un avoir' }).click()
  expect(await page.getByLabel('Montant').inputValue()).toBe('1000,00')
  await page.getByLabel('Montant').fill('400')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enregistrer et affecter' }).click()
  await page.getByText('Il restera 0,00').waitFor()
  // The suggestion fills the oldest instalments of the corrected invoice, not the older F1.
  const share = (day: string) => page.getByLabel(`À affecter à F2, échéance du ${day}`)
  expect(await share('30/04/2026').inputValue()).toBe('333,33')
  expect(await share('30/05/2026').inputValue()).toBe('66,67')
  await share('30/05/2026').fill('0')
  await page.getByText(/Il restera 66,67/).waitFor()
  await share('30/04/2026').fill('400')
  await page.getByText(/Un montant entre 0 et 333,33/).waitFor()
  expect(await page.getByRole('button', { name: /^Affecter [\d,]+/ }).isDisabled()).toBe(true)
  await share('30/04/2026').fill('333,33')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Affecter 333,33/ }).click()
  await page.getByText(/333,33\s€ affectés. Il reste 66,67/).waitFor()
  await page.getByRole('link', { name: 'Voir la fiche' }).click()
  await page.getByRole('button', { name: /Annuler l’affectation de 333,33/ }).click()
  await page.getByLabel('Motif').fill('mauvaise échéance')
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler l’affectation' }).click()
  await page.getByText(/annulée par .* mauvaise échéance/).waitFor()
  await expectAccessible(page)
})

test('a payment is allocated, comes back unpaid, and every page holds at 390 px', async () => {
  const page = await desk.open('/affectation', NARROW)
  await page.getByRole('button', { name: /Leroy SARL.*120,00/ }).click()
  await page.getByText('n’a pas d’échéance ouverte').waitFor()
  await page.getByRole('link', { name: 'Voir la fiche' }).click()
  await page.getByRole('button', { name: 'Noter impayé' }).click()
  await page.getByLabel('Motif').fill('sans provision')
  await page.getByRole('dialog').getByRole('button', { name: 'Noter impayé' }).click()
  await page.getByText('Revenu impayé le 31/03/2026 : sans provision').waitFor()
  const pages = [
    ['/factures', /^Factures/],
    ['/factures/nouvelle', /^Nouvelle facture/],
    [`/factures/${company.invoices.get('F1')}`, /^Facture n°/],
    ['/avoirs', /^Avoirs$/],
    ['/avoirs/nouveau', /^Nouvel avoir/],
    ['/reglements', /^Règlements/],
    ['/affectation', /Affectation$/],
  ] as const
  for (const [path, heading] of pages) {
    await visit(page, path, heading)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(
      NARROW.width,
    )
    await expectAccessible(page)
  }
})

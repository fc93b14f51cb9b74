import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectFit } from '../accessible.ts'
import { openBrowserDesk, visit } from '../browser.ts'
import { ledger } from '../database/import-ledger.ts'
import { importText } from '../database/import-world.ts'

// Letters are printed, then the bank is imported, then the run is confirmed: whose letter would be another is asked
// about, and nobody else. Martin has paid all, Renard part, Simon all; Durand has paid nothing.

const desk = await openBrowserDesk('2024-11-25')
const LIST = '/relances?au=2024-11-23'
const NAMES = { MARTIN: 'Martin et fils', DURAND: 'Durand', RENARD: 'Renard', SIMON: 'Simon' }
const sales = () =>
  ledger(NAMES)
    .sale('2024-09-01', 'MARTIN', 'FA-1', 50_000)
    .sale('2024-09-06', 'DURAND', 'FA-2', 12_000)
    .sale('2024-09-07', 'RENARD', 'FA-3', 90_000)
    .sale('2024-09-08', 'SIMON', 'FA-4', 7_500)
const TERM = { term: '30 jours' }
await importText(desk.database, sales().text(), TERM)
await desk.database.owner.query(`update companies set payments_known_on = '2024-11-22'`)

async function tickAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Cocher tous les clients' }).check()
  await page.getByText(/4 clients sélectionnés/).waitFor()
  await page.getByRole('button', { name: 'Relancer mes clients' }).click()
  await page.getByText('Vous allez relancer 4 clients, confirmez-vous ?').waitFor()
}

async function countRuns(): Promise<number> {
  const answer = await fetch(`${desk.address}/api/runs?limit=100`, desk)
  return (await answer.json()).rows.length
}

async function actOnLetter(page: Page, name: string, act: string, done: string): Promise<void> {
  await page.getByRole('checkbox', { name: 'Cocher toutes les lettres à revoir' }).uncheck()
  await page.getByRole('checkbox', { name: `Cocher la lettre à ${name}` }).check()
  await page.getByRole('button', { name: act }).click()
  await page.getByText(done).first().waitFor()
}

test('a double click on « Confirmer » makes one run, and the same letters are then offered as they are', async () => {
  const page = await desk.open(LIST)
  await tickAll(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Données bancaires').waitFor()
  await dialog.getByText('du 22/11/2024 (3 jours)').waitFor()
  await expectFit(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Confirmer' }).dblclick()
  await page.getByRole('button', { name: 'Revenir aux relances' }).waitFor()
  expect(await countRuns()).toBe(1)
  const run = /lettres\/(\d+)/.exec(page.url())?.[1]

  await visit(page, LIST, /^Relances/)
  await tickAll(page)
  await page.getByText(`Un brouillon identique n° ${run} existe`).waitFor()
  await expectFit(page, '[role=dialog]')
  await page.getByRole('link', { name: 'Le reprendre' }).click()
  await page.getByRole('button', { name: 'Revenir aux relances' }).waitFor()
  expect(page.url()).toContain(`/lettres/${run}`)
  expect(await countRuns()).toBe(1)
})

test('the bank comes after the letters: three are asked about, and each of the three acts ends one', async () => {
  const books = sales()
    .payment('2024-11-24', 'MARTIN', 50_000)
    .payment('2024-11-24', 'RENARD', 30_000)
    .payment('2024-11-24', 'SIMON', 7_500)
  await importText(desk.database, books.text(), TERM)
  const page = await desk.open('/historique')
  await page
    .getByRole('link', { name: /^Relance du/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await page.getByText('1 lettre confirmée').waitFor()
  await page.getByRole('link', { name: 'Voir les lettres à revoir' }).click()
  await page.getByRole('heading', { name: '3 lettres à revoir' }).waitFor()
  const panel = page.locator('.review-panel')
  const words = (await panel.innerText()).replace(/\s+/g, ' ')
  for (const name of ['Martin et fils', 'Renard', 'Simon']) expect(words).toContain(name)
  expect(words).not.toContain('Durand')
  expect(words).toContain('500,00 € → 0,00 €')
  expect(words).toContain('900,00 € → 600,00 €')
  await expectFit(page)

  const reviewed = page.url()
  await actOnLetter(page, 'Martin et fils', 'Ne pas relancer', '1 lettre laissée sans relance')
  await page.getByRole('heading', { name: '2 lettres à revoir' }).waitFor()
  await actOnLetter(
    page,
    'Simon',
    'Déjà postée : confirmer telle quelle',
    '1 lettre confirmée telle qu’elle est partie',
  )
  await page.getByRole('heading', { name: '1 lettre à revoir' }).waitFor()
  await page.getByRole('button', { name: 'Refaire la lettre' }).click()
  await page.getByText('1 lettre refaite dans un nouveau brouillon').waitFor()
  await expect.poll(() => page.url()).not.toBe(reviewed)
  expect(await countRuns()).toBe(2)
})

test('« Historique » undoes the run, with a reason, and says who did', async () => {
  const page = await desk.open('/historique')
  await page.getByRole('button', { name: 'Annuler la relance du 25/11/2024' }).waitFor()
  await expectFit(page)
  await page.getByRole('button', { name: 'Annuler la relance du 25/11/2024' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/2 lettres seront annulées/).waitFor()
  await expectFit(page, '[role=dialog]')
  await dialog.getByLabel('Pourquoi ?').fill('Envoyée par erreur')
  await dialog.getByRole('button', { name: 'Annuler la relance' }).click()
  await page.getByText(/annulée par Camille Martin le .* Envoyée par erreur/).waitFor()
  await expectFit(page)
})

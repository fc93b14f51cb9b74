import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { textOfPdf } from '../pdf-text.ts'

// The manual's own example, §2, as its reader would do it: one story told in order.

const desk = await openBrowserDesk('2024-01-29')
await buildManualWorld(desk.database)
const LIST = '/relances?au=2024-01-25'

function row(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name }).first()
}

async function levelOf(page: Page, name: string): Promise<string> {
  return await row(page, name)
    .getByRole('button', { name: /^Niveau/ })
    .innerText()
}

async function openList(page: Page): Promise<void> {
  await visit(page, LIST, /^Relances/)
  await row(page, 'Professionnel France').waitFor()
}

async function expectFirstLetter(page: Page): Promise<void> {
  await page
    .getByText(/LETTRE DE RELANCE/)
    .first()
    .waitFor()
}

test('the list shows the three clients of the manual, and the magnifier the instalments of an invoice', async () => {
  const page = await desk.open(LIST)
  await row(page, 'Professionnel France').waitFor()
  const text = (await row(page, 'Professionnel France').innerText()).replace(/\s+/g, ' ')
  expect(text).toContain('01110 ARANC')
  expect(text).toContain('1 facture impayée')
  expect(text).toContain('493,20 €')
  expect(await levelOf(page, 'Professionnel France')).toContain('Niveau 2')
  expect(await levelOf(page, 'DEMO')).toContain('Niveau 3')
  expect(await levelOf(page, 'TRU')).toContain('Niveau 1')
  expect((await row(page, 'TRU').innerText()).replace(/\s+/g, ' ')).toContain('2 factures impayées')
  await page.getByRole('button', { name: 'Déplier les factures de TRU' }).click()
  await page.getByText('2300000002').first().waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Détail de la facture 2300000001' }).click()
  const detail = page.getByRole('dialog')
  await detail.getByText('Échéances').first().waitFor()
  expect((await detail.innerText()).replace(/\s+/g, ' ')).toContain(
    'Détail de facture n° 2300000001 — Montant à relancer : 240,00 €',
  )
  await expectAccessible(page, '[role=dialog]')

  await page.setViewportSize(NARROW)
  await page.keyboard.press('Escape')
  await page.getByRole('checkbox', { name: 'Cocher TRU' }).check()
  await page.getByText(/1 client sélectionné\s: 755,00\s€/).waitFor()
  await expectNoOverflow(page)
  await expectAccessible(page)
})

test('tick, remind, print, confirm: PROFR goes from level 2 to 3, back by hand, then on by the keyboard', async () => {
  const page = await desk.open(LIST)
  // The buttons are there, as in the manual, and say what they wait for.
  const remind = page.getByRole('button', { name: 'Relancer mes clients' })
  await page.getByText('Cochez les clients à relancer.').waitFor()
  expect(await remind.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('checkbox', { name: 'Cocher Professionnel France' }).check()
  await page.getByText(/1 client sélectionné\s: 493,20\s€/).waitFor()
  await remind.click()
  await page.getByText('Vous allez relancer 1 client, confirmez-vous ?').waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()

  await expectFirstLetter(page)
  await expectAccessible(page)
  const text = await letterText(page)
  expect(text).toMatch(/LETTRE DE RELANCE N°\s?2/)
  expect(text).toContain('29/01/2024')
  expect(text).toContain('2300000010')
  expect(text).toMatch(/Total des échéances\s+493,20\s€/)
  expect(text).not.toContain('2300000001')

  // The browser's Back asks what the arrow asks; whoever stays is still in front of the letters.
  await page.goBack()
  await page.getByText('Avez-vous imprimé ou enregistré les lettres de relance ?').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Avez-vous imprimé').waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toMatch(/lettres\/\d+$/)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Télécharger' }).click()
  const file = await (await download).path()
  expect(await textOfPdf(await readFile(file))).toContain('2300000010')

  await page.getByRole('button', { name: 'J’ai imprimé : confirmer' }).click()
  await closeNotice(page)
  await openList(page)
  await expect.poll(() => levelOf(page, 'Professionnel France')).toContain('Niveau 3')

  await row(page, 'Professionnel France')
    .getByRole('button', { name: /^Niveau/ })
    .click()
  await page.getByRole('menuitem', { name: 'Niveau 2' }).click()
  await expect.poll(() => levelOf(page, 'Professionnel France')).toContain('Niveau 2')

  for (const level of [3, 4, 4]) await remindByKeyboard(page, level)
})

/** Reads the notice of a confirmed run and closes it: the next one cannot be taken for it. */
async function closeNotice(page: Page): Promise<void> {
  const notice = page.getByRole('alert').filter({ hasText: '1 lettre confirmée' })
  await notice.waitFor()
  await notice.getByRole('button', { name: 'Fermer' }).click()
  await notice.waitFor({ state: 'detached' })
}

async function remindByKeyboard(page: Page, levelAfter: number): Promise<void> {
  await row(page, 'Professionnel France').focus()
  await page.keyboard.press('Space')
  await page.getByText(/1 client sélectionné/).waitFor()
  await page.getByRole('button', { name: 'Relancer mes clients' }).press('Enter')
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Confirmer' })
  // Enter does nothing until the dialog has counted what will be printed.
  await expect.poll(() => confirm.isEnabled()).toBe(true)
  await confirm.press('Enter')
  await expectFirstLetter(page)
  await page.getByRole('button', { name: 'Revenir aux relances' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).press('Enter')
  await closeNotice(page)
  await openList(page)
  await expect.poll(() => levelOf(page, 'Professionnel France')).toContain(`Niveau ${levelAfter}`)
}

test('the history, the import and what is set aside have no accessibility fault', async () => {
  const page = await desk.open(LIST)
  await visit(page, '/historique', /./)
  await page.getByText('Camille Martin').first().waitFor()
  await expectAccessible(page)
  await visit(page, '/importer', /./)
  await expectAccessible(page)
  await visit(page, `${LIST}&onglet=ecartes`, /^Relances/)
  await expectAccessible(page)
})

// The PDF behind the page, as the browser gets it.
async function letterText(page: Page): Promise<string> {
  const run = /lettres\/(\d+)/.exec(page.url())?.[1]
  const letters = await (await fetch(`${desk.address}/api/runs/${run}/letters`, desk)).json()
  const pdf = await fetch(`${desk.address}/api/letters/${letters.rows[0].id}/pdf`, desk)
  return await textOfPdf(new Uint8Array(await pdf.arrayBuffer()))
}

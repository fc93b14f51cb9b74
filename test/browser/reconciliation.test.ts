import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { CUSTOMERS, statementText } from '../stories/bank-story.ts'
import { buildCompany } from '../world.ts'

// The bank's statement dropped, then what it left to look at decided by the keyboard: one story told in order.

const desk = await openBrowserDesk('2026-01-06')
await buildCompany(desk.database, { code: 'LAMBERT', legalName: 'Fournitures Lambert', customers: CUSTOMERS })

function lines(page: Page) {
  return page.getByRole('row')
}

test('a statement is dropped: what is certain is allocated, the rest is decided by the keyboard and can be undone', async () => {
  const page = await desk.open('/importer')
  await dropStatement(page)
  await visit(page, '/relances', /relances/i)
  await page.getByText('8 clients').waitFor()
  expect(await page.getByText('Menuiserie Lambert').count()).toBe(0)
  await visit(page, '/rapprochement', /rapprochement/i)
  await decideByKeyboard(page)
  await undo(page)
  await page.setViewportSize(NARROW)
  await page.getByRole('tab', { name: /À regarder/ }).click()
  await lines(page).filter({ hasText: 'SCI LES PEUPLIERS' }).waitFor()
  await expectToHold(page)
})

async function dropStatement(page: Page): Promise<void> {
  const file = { name: 'releve.txt', mimeType: 'text/plain', buffer: Buffer.from(statementText(), 'latin1') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText('17 règlements reconnus et affectés automatiquement.').waitFor()
  await page.getByText('1 rejet reconnu').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByRole('link', { name: 'Voir le rapprochement' }).waitFor()
}

// Enter confirms what is proposed, X sets aside, and Enter opens the choice where nothing is proposed.
async function decideByKeyboard(page: Page): Promise<void> {
  await lines(page).first().waitFor()
  expect(await lines(page).count()).toBe(7)
  await lines(page).first().focus()
  await page.keyboard.press('Enter')
  await page.getByText('Rapproché : Boulangerie Petitjean.').waitFor()
  expect(await lines(page).count()).toBe(6)
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('x')
  await page.getByText('Mouvement mis de côté.').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByText('SCI LES PEUPLIERS').waitFor()
  await page.getByLabel('Client', { exact: true }).fill('rousseau')
  await page.getByRole('button', { name: /Pépinières Rousseau/ }).click()
  await page.getByLabel('Montant réglé de FA-1036').waitFor({ state: 'detached' })
  await page.getByText('Tout le montant est réparti.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Rapprocher', exact: true }).click()
  await page.getByText('Rapproché : Pépinières Rousseau.').waitFor()
  expect(await lines(page).count()).toBe(4)
}

async function undo(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /Rapprochés/ }).click()
  const confirmed = lines(page).filter({ hasText: 'SCI LES PEUPLIERS' })
  await confirmed.getByText('choisi à la main').waitFor()
  await expectAccessible(page)
  await confirmed.getByRole('button', { name: 'Annuler le rapprochement' }).click()
  await page.getByLabel('Pourquoi').fill('Ce n’était pas lui')
  await page.getByRole('dialog').getByRole('button', { name: 'Annuler le rapprochement' }).click()
  await page.getByRole('status').filter({ hasText: 'de nouveau à regarder' }).first().waitFor()
}

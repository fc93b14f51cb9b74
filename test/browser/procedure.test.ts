import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'

// Someone sets the procedure of ISAGRI, as of the manual's example: one story told in order.

const desk = await openBrowserDesk('2024-01-29')
await buildManualWorld(desk.database)
const SCREEN = '/parametres/procedure/ISAGRI'

function delayOf(page: Page, level: number) {
  return page.getByRole('group', { name: `Niveau ${level}` }).getByLabel('Après l’échéance')
}

test('from the menu: read, change, simulate, save, find it again, and leave what cannot be read', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Paramètres' }).click()
  await page.getByRole('menuitem', { name: 'Procédure' }).click()
  await page.getByText('Une première lettre 8 jours après l’échéance, puis une deuxième').waitFor()
  expect(new URL(page.url()).pathname).toBe(SCREEN)
  await delayOf(page, 2).fill('40')
  await page.getByText('puis une deuxième 40 jours après l’échéance').waitFor()
  await page.getByText('Le délai du niveau 3 est plus court que celui du niveau 2').waitFor()
  await page.getByRole('button', { name: 'Simuler' }).click()
  const result = page.getByRole('status').filter({ hasText: 'avec ces réglages' })
  await result.getByText(/2 clients · 3 factures · 760,00\s€/).waitFor()
  await result.getByText(/3 clients · 4 factures · 1\s253,20\s€/).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('La procédure est enregistrée').waitFor()
  await page.reload()
  await page.getByText('puis une deuxième 40 jours après l’échéance').waitFor()
  expect(await delayOf(page, 2).inputValue()).toBe('40')

  await page.getByLabel('Délai de règlement habituel').fill('quand il pourra')
  await page.getByText('Ce délai n’est pas compris').waitFor()
  expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByText('Quitter sans les garder ?').waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.getByRole('button', { name: 'Rester' }).click()
  expect(await page.getByLabel('Délai de règlement habituel').inputValue()).toBe('quand il pourra')
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByRole('button', { name: 'Quitter sans enregistrer' }).click()
  await page.getByRole('heading', { level: 1, name: 'Relances' }).waitFor()

  await page.setViewportSize(NARROW)
  await visit(page, SCREEN, /./)
  await page.getByText('Une première lettre').waitFor()
  expect(await page.getByLabel('Délai de règlement habituel').inputValue()).not.toBe('quand il pourra')
  await page.getByRole('button', { name: 'Simuler' }).click()
  await page.getByText('avec ces réglages').waitFor()
  await expectNoOverflow(page)
  await expectAccessible(page)
})

test('of two people the second is refused, and may start again from what the first saved', async () => {
  const [first, second] = [await desk.open(SCREEN), await desk.open(SCREEN)]
  await delayOf(second, 1).fill('12')
  await delayOf(first, 1).fill('9')
  await first.getByRole('button', { name: 'Enregistrer' }).click()
  await first.getByText('La procédure est enregistrée').waitFor()
  await second.getByRole('button', { name: 'Enregistrer' }).click()
  await second.getByText('rien n’a été écrasé').waitFor()
  await second.getByRole('button', { name: 'Reprendre les réglages actuels' }).click()
  await second.getByText('Une première lettre 9 jours').waitFor()
  expect(await delayOf(second, 1).inputValue()).toBe('9')
  // Chromium writes every refused request in its console.
  expect(desk.takeComplaints().every((complaint) => complaint.includes('409'))).toBe(true)
})

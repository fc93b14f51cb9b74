import { expect, test } from 'vitest'
import { expectAccessible, expectFit } from '../accessible.ts'
import { openBrowserDesk } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'

// ISAGRI opens Relances on 25 January 2024: 1 253,20 € of four invoices are late.

const desk = await openBrowserDesk('2024-01-25')
await buildManualWorld(desk.database)

/** Without the no-break spaces of French. */
function plain(text: string): string {
  return text.replaceAll(/\s/g, ' ')
}

test('home says how one stands, and a figure unfolds to its invoices', async () => {
  const page = await desk.open('/')
  await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/tableau-de-bord')
  for (const band of ['Aujourd’hui', 'Où nous en sommes', 'Ce qui marche', 'Ce qui vient'])
    await page.getByRole('heading', { level: 2, name: band }).waitFor()
  const overdue = page.getByRole('button', { name: /Échu : voir les factures/ })
  await overdue.waitFor()
  expect(plain(await overdue.innerText())).toBe('1 253,20 €')
  await page.getByRole('button', { name: 'Comment c’est calculé : Échu' }).click()
  await page.getByText('ce qui est dû le jour même n’est pas en retard').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.chart svg').first().waitFor()
  await page.waitForLoadState('networkidle')
  await expectFit(page)

  await overdue.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('link', { name: '2300000010' }).waitFor()
  expect(plain(await dialog.innerText())).toContain('4 factures, 1 253,20 €')
  expect(new URL(page.url()).searchParams.get('detail')).toBe('overdue')
  await expectAccessible(page, '[role=dialog]')
  // The address alone shows it again.
  await page.reload()
  await dialog.getByRole('link', { name: '2300000010' }).click()
  await page.waitForURL(/\/factures\/\d+/)
})

test('the checklist leads to what a first letter lacks', async () => {
  const page = await desk.open('/tableau-de-bord')
  const list = page.getByRole('region', { name: /^Pour commencer/ })
  await list.getByRole('link', { name: 'IBAN, pour être payé' }).waitFor()
  expect(await list.getByRole('listitem').allInnerTexts()).toContain('Adresses (fait)')
  await list.getByRole('link', { name: 'Niveau de départ (2 vieilles dettes)' }).click()
  await page.waitForURL(/\/relances\?/)
  await page.getByText('TRU').first().waitFor()
})

test('Ctrl K finds an amount from any page, by the keyboard alone or with a finger', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByText('PROFR').first().waitFor()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Chercher partout' })
  await field.fill('493,20')
  await page.getByRole('option', { name: /2300000010 · PROFR/ }).waitFor()
  await expectFit(page)
  await field.press('Enter')
  await page.waitForURL(/\/factures\/\d+/)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Chercher', exact: true }).click()
  // What was opened last comes first, before anything is typed.
  await page.getByRole('group', { name: 'Récemment' }).getByRole('option').first().waitFor()
  await field.fill('relancer profr')
  await page.getByRole('option', { name: 'Relancer PROFR · Professionnel France' }).click()
  await page.waitForURL(/\/relances\?.*PROFR/)
  await page.getByText('PROFR').first().waitFor()
})

test('a customer who is not there is told in a sentence, with a way back', async () => {
  const page = await desk.open('/clients/987654')
  await page.getByRole('heading', { name: 'Introuvable' }).waitFor()
  await page.getByRole('link', { name: 'Aller au tableau de bord' }).click()
  await page.getByRole('heading', { level: 1, name: 'Tableau de bord' }).waitFor()
  expect(desk.takeComplaints().every((complaint) => complaint.includes('404'))).toBe(true)
})

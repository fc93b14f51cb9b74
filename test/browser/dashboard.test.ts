import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectFit } from '../accessible.ts'
import { NARROW, openBrowserDesk } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { buildCompany } from '../world.ts'

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
  await list.getByRole('link', { name: /^Niveau de départ/ }).click()
  // Nobody is told of « un simple oubli » after 184 days, nor gets a formal notice that nobody has read.
  const group = page.getByRole('region', { name: /184 jours de retard$/ })
  await group.getByText('Niveau 3').first().waitFor()
  await group.getByText('Niveau 4', { exact: true }).click()
  const save = page.getByRole('button', { name: 'Enregistrer ces niveaux' })
  expect(await save.isDisabled()).toBe(true)
  await group.getByRole('button', { name: 'Voir la lettre de niveau 4' }).click()
  await page.getByRole('dialog').locator('.pdf-page canvas').first().waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => save.isEnabled()).toBe(true)
  await group.getByText('Niveau 3', { exact: true }).click()
  await expectFit(page)
  await save.click()
  await page.getByText('Aucune vieille dette sans niveau de départ').waitFor()
  await page.getByRole('button', { name: 'Revenir au niveau 1' }).click()
  await group.getByText('Niveau 3').first().waitFor()
})

test('the page of each month is asked for at its top, and no longer', async () => {
  const page = await desk.open('/tableau-de-bord', NARROW)
  await page.getByRole('button', { name: 'Recevoir chaque mois' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Prochain départ : 01/02/2024').waitFor()
  await dialog.getByText('Aucun compte d’envoi n’est réglé').waitFor()
  await dialog.getByLabel('Adresse e-mail').fill('claire')
  await dialog.getByRole('button', { name: 'Ajouter' }).click()
  await dialog.getByText('Écrivez l’adresse comme compta@exemple.fr.').waitFor()
  await dialog.getByLabel('Adresse e-mail').fill('claire@isagri.example')
  await dialog.getByRole('button', { name: 'Ajouter' }).click()
  await dialog.getByText('en français · pas encore parti').waitFor()
  await expectFit(page)
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Retirer claire@isagri.example' }).click()
  await dialog.getByText('claire@isagri.example').waitFor({ state: 'detached' })
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

  await page.setViewportSize(NARROW)
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

// Menuiserie Lambert has just imported its ledger: three clients, of whom nothing is known but their names.
test('clients without an address are completed as in a spreadsheet, each saved by itself', async () => {
  const lambert = await buildCompany(desk.database, {
    code: 'LAMBERT',
    legalName: 'Menuiserie Lambert',
    customers: ['Dupont & Fils', 'Leroy SARL', 'Petit Claire'].map((name, index) => ({
      code: name.slice(0, 5).trim().toUpperCase(),
      name,
      kind: 'unknown',
      postcode: null,
      town: null,
      invoices: [{ number: `F${index + 1}`, issuedOn: '2023-11-10', dueOn: '2023-12-10', cents: 45_000 }],
    })),
  })
  const page = await desk.open('/relation?entreprises=LAMBERT')
  await page.getByRole('link', { name: '3 clients sans adresse : compléter' }).click()
  const grid = page.getByRole('grid', { name: 'Compléter les clients' })
  await grid.getByRole('row', { name: /Petit Claire/ }).waitFor()
  const cell = (row: number, column: number) => page.locator(`[data-cell="${row}:${column}"]`)

  // Two columns of the sales people's table, then the third client by hand.
  await cell(0, 2).focus()
  await paste(page, '75002\tParis\r\n69001\tLyon')
  await page.getByText('2 clients enregistrés').waitFor()
  await cell(2, 2).click()
  await page.keyboard.type('13001')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Marseille')
  await page.keyboard.press('Enter')
  await page.getByText('3 clients enregistrés').waitFor()
  const places = ['75002 Paris', '69001 Lyon', '13001 Marseille']
  await expect.poll(() => placesOf(lambert.id)).toEqual(places)

  // The kind of the first one is copied down; a wrong address stays in its cell, with why.
  await cell(0, 5).focus()
  await cell(0, 5).press('F2')
  await grid.getByRole('combobox', { name: 'Nature de Dupont & Fils' }).selectOption('Professionnel')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await grid.getByRole('row', { name: /Leroy SARL.*complet.*Professionnel/ }).waitFor()
  await cell(1, 4).click()
  await page.keyboard.type('compta@leroy')
  await page.keyboard.press('Enter')
  await grid.getByText('Écrivez une seule adresse').waitFor()
  await page.getByText('1 client à corriger').waitFor()
  await expectFit(page)

  await page.getByRole('button', { name: 'Annuler la saisie' }).click()
  await expect.poll(() => grid.getByText('Écrivez une seule adresse').count()).toBe(0)
  await page.getByRole('button', { name: 'Annuler la saisie' }).click()
  await grid.getByRole('row', { name: /Leroy SARL.*nature inconnue/ }).waitFor()

  // At 390 px a row is a card, and one press edits.
  await page.setViewportSize(NARROW)
  await cell(2, 4).click()
  await grid.getByRole('textbox', { name: 'E-mail de Petit Claire' }).fill('claire@petit.example')
  await page.keyboard.press('Enter')
  await expect.poll(() => emailOf(lambert.customers.get('PETIT'))).toBe('claire@petit.example')
  await page.goto(`${desk.address}/clients/completer?entreprises=LAMBERT&manque=address`)
  await page.getByRole('heading', { name: 'Aucun client à compléter' }).waitFor()
})

/** What Ctrl V does, with what a spreadsheet puts on the clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', copied)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

async function placesOf(companyId: number): Promise<string[]> {
  const { rows } = await desk.database.owner.query<{ place: string }>(
    "select postcode || ' ' || town as place from customers where company_id = $1 order by name",
    [companyId],
  )
  return rows.map(({ place }) => place)
}

async function emailOf(customerId: number | undefined): Promise<string | null> {
  const { rows } = await desk.database.owner.query<{ email: string | null }>(
    'select email from customers where id = $1',
    [customerId],
  )
  return rows[0]?.email ?? null
}

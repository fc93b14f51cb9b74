import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'

// A GAEC is set up from nothing: letterhead, logo, accounts, a letter to look at, then put away.

const desk = await openBrowserDesk('2026-03-31')
const SCREEN = '/parametres/entreprises'
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><text>GAEC</text><circle cx="10" cy="10" r="9" fill="#1b5e20"/></svg>'

test('from the menu: create, dress with a logo and two accounts, look at the letter, save, put away', async () => {
  const page = await desk.open(SCREEN, { width: 1440, height: 900 })
  await page.getByText('Aucune entreprise').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Créer une entreprise' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Raison sociale').fill('GAEC des Trois Chênes')
  await dialog.getByLabel('Code').fill('CHENES')
  await dialog.getByRole('button', { name: 'Créer une entreprise' }).click()
  await page.getByText('7 mentions manquent').waitFor()
  await page.getByLabel('SIRET').fill('73282932000047')
  await page.getByLabel('N° de TVA').fill('FR44732829320')
  await page.getByText('Ce numéro ne tombe pas juste').waitFor()
  await page.getByLabel('SIRET').fill('73282932000074')
  const bank = page.getByRole('group', { name: 'Comptes bancaires' })
  await bank.getByLabel('IBAN').fill('FR15 2004 1010 0505 0001 3M02 606')
  await bank.getByLabel('BIC').focus()
  await page.getByText('les lettres feraient payer ailleurs').waitFor()
  expect(await page.getByRole('button', { name: 'Enregistrer' }).isDisabled()).toBe(true)
  await bank.getByLabel('IBAN').fill('FR14 2004 1010 0505 0001 3M02 606')
  await bank.getByRole('button', { name: 'Ajouter un compte' }).click()
  const other = page.getByRole('group', { name: 'Autre compte 1' })
  await other.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 189')
  await other.getByRole('button', { name: 'Utiliser pour les relances' }).click()
  expect(await other.getByLabel('IBAN').inputValue()).toBe('FR14 2004 1010 0505 0001 3M02 606')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(LOGO) })
  await page.getByText('Retiré du dessin : text').waitFor()
  await page.getByRole('img', { name: 'Logo' }).waitFor()
  await page.getByLabel('Couleur du nom et des titres').fill('#7cb342')
  await page.getByRole('button', { name: /^Prendre #\w{6}, lisible$/ }).click()
  await page.locator('.letterhead-paper').getByText('FR76 3000 6000').first().waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText('Le papier à en-tête est enregistré').waitFor()
  await page.reload()
  expect(await bank.getByLabel('IBAN').first().inputValue()).toBe('FR7630006000011234567890189')
  const link = page.getByRole('link', { name: 'Feuille d’essai pour enveloppe' })
  const sheet = await page.request.get(`${desk.address}${await link.getAttribute('href')}`)
  expect(sheet.headers()['content-type']).toBe('application/pdf')

  await page.setViewportSize(NARROW)
  await page.locator('.letterhead-paper canvas').waitFor()
  await expectNoOverflow(page)
  await expectAccessible(page)
  await visit(page, SCREEN, /./)
  await page.getByRole('button', { name: 'Archiver GAEC des Trois Chênes' }).click()
  await page.getByRole('dialog').getByText('Rien n’est perdu').waitFor()
  await expectAccessible(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Archiver' }).click()
  await page.getByText('Archivée le').waitFor()
  await expectNoOverflow(page)
  await page.getByRole('button', { name: 'Rendre active GAEC des Trois Chênes' }).click()
  await page.getByText('est de nouveau active').waitFor()
  await page.getByRole('button', { name: 'Archiver GAEC des Trois Chênes' }).waitFor()
})

test('unsaved changes are asked about, and a colleague’s are not overwritten', async () => {
  const [first, second] = [await desk.open(`${SCREEN}/CHENES`), await desk.open(`${SCREEN}/CHENES`)]
  await second.getByLabel('Ville').fill('Lens')
  await second.getByRole('button', { name: 'Revenir en arrière' }).click()
  await second.getByText('Quitter sans les garder').waitFor()
  await second.getByRole('button', { name: 'Rester' }).click()
  await first.getByLabel('Ville').fill('Beauvais')
  await first.getByRole('button', { name: 'Enregistrer' }).click()
  await first.getByText('Le papier à en-tête est enregistré').waitFor()
  await second.getByRole('button', { name: 'Enregistrer' }).click()
  await second.getByText('rien n’a été écrasé').waitFor()
  await second.getByRole('button', { name: 'Reprendre la version actuelle' }).click()
  await expect.poll(() => second.getByLabel('Ville').inputValue()).toBe('Beauvais')
  // Chromium writes every refused request in its console.
  expect(desk.takeComplaints().every((complaint) => complaint.includes('409'))).toBe(true)
})

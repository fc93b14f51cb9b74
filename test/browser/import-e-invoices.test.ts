import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { cdarXml } from '#readers/cdar-fixture.ts'
import { ciiXml, legalId, pdfWith, termXml } from '#readers/e-invoice-fixture.ts'
import { zip } from '#readers/xlsx-fixture.ts'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { invoiceXml } from '../database/e-invoice-world.ts'

// The first visit of Atelier du Lin: its e-invoices are all it has. One story told in order.

const desk = await openBrowserDesk('2024-03-01')
const due = termXml('20240209')
const pdf = await pdfWith({
  'factur-x.xml': invoiceXml({ number: 'FA-2024-1', settlement: due, total: '240.00' }),
})

async function drop(page: Page, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  const payloads = Object.entries(files).map(([name, content]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  }))
  await page.locator('input[type=file]').setInputFiles(payloads)
}

test('a Factur-X PDF and a ZIP are dropped, imported and reminded of; on a telephone, again, nothing is doubled', async () => {
  const page = await desk.open('/importer')
  await refuseAtOnce(page)
  const archive = zip([
    ['FA-2024-2.xml', invoiceXml({ number: 'FA-2024-2', to: 'leroy', settlement: due })],
    ['bon de livraison.txt', 'Livré le 12'],
  ])
  await drop(page, { 'vide.csv': new Uint8Array(), 'FA-2024-1.pdf': pdf, 'janvier.zip': archive })
  await page.getByText('1 fichier laissé de côté').waitFor()
  expect(await page.getByLabel('Raison sociale').inputValue()).toBe('Atelier du Lin')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText('1 refusé · 2 nouveaux').waitFor()
  await page.getByText('Facture FA-2024-1').waitFor()
  await page.getByText('bon de livraison.txt').waitFor()
  expect(await focusedLabel(page)).toBe('Aperçu de l’import')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('L’import est terminé').waitFor()
  await page.getByRole('link', { name: 'Aller aux relances' }).click()
  await page
    .getByRole('row')
    .filter({ hasText: 'Dupont et fils' })
    .filter({ hasText: /240,00\s€/ })
    .first()
    .waitFor()
  await page.getByRole('row').filter({ hasText: 'Leroy SARL' }).first().waitFor()
  await download(page)
  await page.setViewportSize(NARROW)
  await visit(page, '/importer', /importer/i)
  await drop(page, { 'FA-2024-1.pdf': pdf })
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText('1 déjà importé').waitFor()
  await expectToHold(page)
  await refuseSupplier(page)
})

test('the status of an invoice is dropped like it: told before, kept with the invoice, and it sets it aside', async () => {
  const page = await desk.open('/importer', NARROW)
  const parts = { number: 'FA-2024-1', issuedOn: '20240110', siren: '732829320', reason: 'TX_TVA_ERR' }
  await drop(page, { 'statut.xml': Buffer.from(cdarXml(parts)) })
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText('Facture FA-2024-1 : 207 En litige').waitFor()
  await page.getByText('Facture mise à part : taux de TVA erroné').waitFor()
  await expectToHold(page)
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('L’import est terminé').waitFor()
  await visit(page, '/relances?au=2024-02-29&onglet=ecartes', /Relances/)
  await page.getByText('taux de TVA erroné').first().waitFor()
  const { rows } = await desk.database.owner.query<{ id: number }>(
    `select id from invoices where number = 'FA-2024-1'`,
  )
  await visit(page, `/factures/${rows[0]?.id}`, /FA-2024-1/)
  await page.getByRole('link', { name: '207 En litige' }).waitFor()
  await expectToHold(page)
})

// What cannot be read is told before anything is asked, and kept nowhere.
async function refuseAtOnce(page: Page): Promise<void> {
  await drop(page, { 'commande.xml': Buffer.from('<Order/>') })
  const alert = page.getByRole('alert').filter({ hasText: 'commande.xml' })
  await alert.getByText('Ce document est une commande').waitFor()
  await alert.getByText('ce motif ne se lit qu’ici').waitFor()
  expect(await focusedLabel(page)).toBe('Import refusé')
  await page.getByRole('button', { name: 'Choisir un autre fichier' }).click()
}

// A supplier's invoice is refused once it is known whose the books are; « Travaux » says why afterwards.
async function refuseSupplier(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Abandonner cet import' }).click()
  const supplier = ciiXml({ sellerName: 'Papeterie', seller: legalId('443061841') })
  await drop(page, { 'papeterie.xml': Buffer.from(supplier) })
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText('Ce motif se lit aussi dans Ventes › Liste / Travaux').waitFor()
  await page.getByText('autre vendeur, « Papeterie »').waitFor()
  await visit(page, '/travaux?onglet=imports', /Liste/)
  const why = page.getByRole('button', { name: '1 défaut à corriger dans papeterie.xml' })
  await why.waitFor()
  await expectAccessible(page)
  await why.click()
  await page.getByRole('dialog').getByText('autre vendeur, « Papeterie »').waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect.poll(() => focusedLabel(page)).toBe('1 défaut à corriger dans papeterie.xml')
}

async function focusedLabel(page: Page): Promise<string | null> {
  return await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null)
}

// The PDF of the invoice, as it was received.
async function download(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Déplier les factures de Dupont et fils' }).click()
  await page.getByRole('button', { name: 'Détail de la facture FA-2024-1' }).click()
  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger la facture reçue (FA-2024-1.pdf)' }).click()
  const file = await begun
  expect(file.suggestedFilename()).toBe('FA-2024-1.pdf')
  expect(await readFile(await file.path())).toEqual(Buffer.from(pdf))
  await expectAccessible(page)
  await page.keyboard.press('Escape')
}

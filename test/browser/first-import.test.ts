import { expect, test } from 'vitest'
import { openBrowserDesk } from '../browser.ts'

// The first file of Moreau creates the company. The session, asked again after the import, is slow to say so.

const desk = await openBrowserDesk('2024-05-01')
const FILE = [
  'Client;N° facture;Date facture;Échéance;Montant TTC',
  'Leroy SARL;F1;01/01/2024;31/01/2024;120,00',
].join('\r\n')

test('after the first import, « Aller aux relances » leads to the list, not back to « Bienvenue »', async () => {
  const page = await desk.open('/importer')
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'moreau.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }])
  await page.getByLabel('Raison sociale').fill('Moreau')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByRole('button', { name: 'Importer' }).waitFor()
  const hasLeft = Promise.withResolvers<void>()
  await page.route('**/api/session', async (route) => {
    await hasLeft.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByRole('link', { name: 'Aller aux relances' }).click()
  hasLeft.resolve()
  await page.getByRole('heading', { level: 1, name: 'Relances' }).waitFor()
  await page.getByText('Leroy SARL').first().waitFor()
  expect(new URL(page.url()).pathname).toBe('/relances')
})

import { expect, test } from 'vitest'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk } from '../browser.ts'

// Leroy downloads its statement from its bank as a table, which does not say the account. One story told in order.

const desk = await openBrowserDesk('2026-02-05')
const RELEVE = [
  'Téléchargement du 05/02/2026;',
  'Solde au 05/02/2026 12 345,67 €',
  '',
  'Date;Libellé;Débit euros;Crédit euros;',
  '30/01/2026;"VIREMENT EN VOTRE FAVEUR ',
  'DUPONT SARL FA-100";;1 200,00;',
  '29/01/2026;PRELEVEMENT EDF;85,40;;',
].join('\r\n')

test('a bank’s table is previewed, its account asked once and remembered', async () => {
  const page = await desk.open('/importer')
  const drop = (name: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(RELEVE, 'latin1') }])
  await drop('releve.csv')
  await page.getByLabel('Raison sociale').fill('Leroy et fils')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByRole('heading', { name: 'De quel compte est ce relevé ?' }).waitFor()
  expect(await page.getByRole('button', { name: 'Importer', exact: true }).count()).toBe(0)
  await page.getByLabel('IBAN, ou numéro de compte').fill('FR76 1027 8022 0400 0204 2760 330')
  await expectAccessible(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/account.png`, fullPage: true })
  await page.setViewportSize(NARROW)
  await expectToHold(page)
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/account-narrow.png`, fullPage: true })
  await page.getByRole('button', { name: 'Relire avec ce compte' }).click()
  await page.getByText('Le compte est choisi').waitFor()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/chosen.png`, fullPage: true })
  await expectToHold(page)
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByText('L’import est terminé').waitFor()
  // The next file is not asked about.
  await page.goto(new URL('/importer', page.url()).href)
  await drop('releve-encore.csv')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByText(/2 déjà importés/).waitFor()
  expect(await page.getByText('Le compte est choisi').count()).toBe(1)
})

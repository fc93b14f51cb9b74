import { expect, test } from 'vitest'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'

// Leroy's software says « Clôturée » of invoices paid or written off: the preview asks. One story told in order.

const desk = await openBrowserDesk('2024-05-01')
const FILE = [
  'Client;N° facture;Date facture;Échéance;Montant TTC;Statut;Reliquat règlement',
  'Leroy SARL;F1;01/01/2024;31/01/2024;120,00;Clôturée;x',
  'Leroy SARL;F2;01/02/2024;29/02/2024;80,00;Impayée;',
  'Martin;F3;01/02/2024;29/02/2024;50,00;clôturée;',
].join('\r\n')

test('a file with a question is previewed, left to be decided, then decided in « Écartés »', async () => {
  const page = await desk.open('/importer')
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'leroy.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }])
  await page.getByLabel('Raison sociale').fill('Leroy et fils')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  const question = page.getByRole('radiogroup', { name: 'Que veut dire l’état « Clôturée » ?' })
  await question.waitFor()
  await page.getByText(/2 lignes · 170,00\s€/).waitFor()
  await expectAccessible(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/question.png`, fullPage: true })
  // Answered, the amounts are those of the answer; the answer is then taken back.
  await question.getByLabel('Payé').check()
  await page.getByRole('button', { name: 'Relire avec ces réponses' }).click()
  await page.getByText('Toutes les questions ont une réponse.').waitFor()
  await page.getByText(/Reste dû dans le fichier\s: 80,00\s€/).waitFor()
  await page.setViewportSize(NARROW)
  await expectToHold(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/narrow.png`, fullPage: true })
  await question.getByLabel(/Décider plus tard/).check()
  await page.getByRole('button', { name: 'Relire avec ces réponses' }).click()
  await page.getByText(/Une question sans réponse/).waitFor()
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('L’import est terminé').waitFor()
  await visit(page, '/relances?onglet=ecartes', /relances/i)
  await page.getByRole('tab', { name: /Écartés/ }).click()
  await page.getByText('Lecture à confirmer').first().waitFor()
  await page.getByRole('button', { name: /Décider de la lecture.*Leroy/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Payé').check()
  await expectAccessible(page, '[role=dialog]')
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/decide.png` })
  await dialog.getByRole('button', { name: 'Décider pour les 2' }).click()
  await dialog.getByText(/2 éléments sont soldés/).waitFor()
  await dialog.getByRole('button', { name: 'Fermer' }).last().click()
  await page.getByText('Lecture à confirmer').first().waitFor({ state: 'detached' })
  const { rows } = await desk.database.owner.query('select sum(open_cents)::bigint as open from instalments')
  expect(rows).toEqual([{ open: 8_000 }])
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { sheetXml, workbookOf, zip } from '#readers/xlsx-fixture.ts'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk, WIDE } from '../browser.ts'

// Files as programs write them, each into a company of its own: what the preview says of them, on a desk and on a
// telephone. Day of work: 01/05/2024.

const desk = await openBrowserDesk('2024-05-01')

/** Drops a file on « Importer » and names the company it is for. */
async function deposit(
  page: Page,
  file: { readonly name: string; readonly content: Buffer },
  company: string,
) {
  await page.goto(`${desk.address}/importer`)
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: file.name, mimeType: 'application/octet-stream', buffer: file.content }])
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).waitFor()
  const whose = page.locator('select', {
    has: page.locator('option', { hasText: 'Créer une nouvelle entreprise' }),
  })
  if (await whose.isVisible()) await whose.selectOption({ label: 'Créer une nouvelle entreprise' })
  // Its code follows its name.
  await page.getByLabel('Raison sociale').fill(company)
}

const preview = (page: Page) => page.getByRole('button', { name: 'Voir ce qui va changer' }).click()

/** The preview holds on both widths, and axe finds nothing. */
async function expectPreviewHolds(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
  await page.setViewportSize(NARROW)
  await expectToHold(page)
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-390.png`, fullPage: true })
  await page.setViewportSize(WIDE)
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Importer' }).click()
  await page.getByText('L’import est terminé').waitFor()
}

test('before any file, the screen says how to export from each program, and gives a spreadsheet to fill', async () => {
  const page = await desk.open('/importer')
  await page.getByText('Comment exporter depuis Odoo').click()
  await page.getByText(/ouvrez les factures clients en vue liste/).waitFor()
  await expectPreviewHolds(page, 'help')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Télécharger le tableau modèle (XLSX)' }).click()
  expect((await download).suggestedFilename()).toBe('modele-relances.xlsx')
})

test('a ledger of Sage in cp1252, its page headers repeated, owes what its accounts owe', async () => {
  const page = await desk.open('/importer')
  const ledger = [
    'SARL EXEMPLE;;;Grand livre des tiers;;;',
    'Période du 01/01/24 au 31/12/24;;;;;;Page 1',
    'Date;C.j;N° pièce;Libellé écriture;Échéance;Débit;Crédit',
    '411DUP;Dupont Frères;;;;;',
    '15/01/24;VE;F-001;Facture;14/02/24;1 200,00;',
    '20/02/24;BQ;VIR;Virement;;;700,00',
    ';;;Total tiers 411DUP;;1 200,00;700,00',
    'SARL EXEMPLE;;;Grand livre des tiers;;;',
    'Période du 01/01/24 au 31/12/24;;;;;;Page 2',
    'Date;C.j;N° pièce;Libellé écriture;Échéance;Débit;Crédit',
    '411MAR;Hélène Martin;;;;;',
    '20/01/24;VE;F-002;Facture;19/02/24;600,00;',
    ';;;Totaux compte 411MAR;;600,00;0,00',
  ].join('\r\n')
  await deposit(page, { name: 'grand-livre.csv', content: Buffer.from(ledger, 'latin1') }, 'Sage')
  await page.getByText(/2 clients doivent 1\s100,00\s€/).waitFor()
  await expectPreviewHolds(page, 'mapping')
  await preview(page)
  await page.getByText(/solde 1\s100,00\s€/).waitFor()
  await page
    .getByRole('cell', { name: /411DUP Dupont Frères/ })
    .first()
    .waitFor()
  // What « Relances » will show: both clients, the payment deducted.
  await page.getByText(/«\sRelances\s» proposera 2 clients, 1\s800,00\s€/).waitFor()
  await page.getByText(/Client par client\s: 2 clients/).click()
  await page
    .getByRole('cell', { name: /411MAR Hélène Martin/ })
    .last()
    .waitFor()
  await expectPreviewHolds(page, 'sage')
  await confirm(page)
})

test('an Odoo export has two states; a page loaded again keeps its options and its answers', async () => {
  const page = await desk.open('/importer')
  const odoo = [
    'Numéro;Nom du partenaire à afficher sur la facture;Date de facturation;Date d’échéance;Total signé;État du paiement;Statut',
    'FAC/2024/0001;Dupont;15/01/2024;14/02/2024;1200,00;Payé;Comptabilisé',
    'FAC/2024/0002;Dupont;15/01/2024;14/02/2024;100,00;Vu par Maître Lang;Comptabilisé',
    'FAC/2024/0005;Dupont;15/01/2024;14/02/2024;80,00;Non payé;Comptabilisé',
    'FAC/2024/0006;Dupont;15/01/2024;14/02/2024;81,00;;Brouillon',
  ].join('\n')
  await deposit(page, { name: 'account.move.csv', content: Buffer.from(odoo) }, 'Odoo')
  const states = page.getByRole('group', { name: 'États de paiement inconnus : qu’en faire ?' })
  const state = states.getByLabel('« Vu par Maître Lang » veut dire')
  await state.waitFor()
  await page.getByText('Vu par Maître Lang → lu comme état inconnu').waitFor()
  await page.getByText(/1 client doit 180,00\s€/).waitFor()
  await state.selectOption({ label: 'Payé' })
  await page.getByText(/1 client doit 80,00\s€/).waitFor()
  await page.getByLabel(/^Délai de règlement/).fill('45 jours')
  await preview(page)
  await page.getByText('Toutes les questions ont une réponse.').waitFor()
  await expectPreviewHolds(page, 'odoo')
  await page.reload()
  await page.getByText('Toutes les questions ont une réponse.').waitFor()
  expect(await page.getByRole('radio', { name: 'Payé', exact: true }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Changer les réglages' }).click()
  expect(await page.getByLabel(/^Délai de règlement/).inputValue()).toBe('45 jours')
  expect(await state.inputValue()).toBe('settled')
  // The sum follows a column that is given another meaning: nothing says what is paid any more.
  await page.getByLabel('Signification de la colonne État du paiement').selectOption('')
  await page.getByText(/1 client doit 1\s380,00\s€/).waitFor()
})

test('a workbook of twelve sheets, one a month, gives its twelve invoices', async () => {
  const page = await desk.open('/importer')
  const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))
  const sheets = months.map((month): [string, string] => [
    `Mois ${month}`,
    sheetXml([
      ['Client', 'N° facture', 'Échéance', 'Montant TTC'],
      ['Leroy SARL', `F-${month}`, `15/${month}/2023`, '=100'],
    ]),
  ])
  const content = Buffer.from(zip(workbookOf(sheets)))
  await deposit(page, { name: 'factures-2023.xlsx', content }, 'Douze')
  await page.getByText(/1 client doit 1\s200,00\s€/).waitFor()
  await preview(page)
  await page.getByText(/Nouvelles échéances\s: 12, 1\s200,00\s€/).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Échéances' }).first()
  expect(await row.innerText()).toMatch(/Échéances\s+12/)
  await expectPreviewHolds(page, 'twelve')
})

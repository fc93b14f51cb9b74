import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk } from '../browser.ts'
import { ledger } from '../database/import-ledger.ts'
import { importText } from '../database/import-world.ts'

// Martin owes two invoices, and a transfer of the first waits in the books: nobody asks Martin for it.

const desk = await openBrowserDesk('2024-11-24')
await importText(
  desk.database,
  ledger({ MARTIN: 'Martin et fils', DURAND: 'Durand' })
    .sale('2024-09-01', 'MARTIN', 'FA-1', 50_000)
    .sale('2024-09-05', 'MARTIN', 'FA-2', 30_000)
    .payment('2024-11-12', 'MARTIN', 50_000)
    .sale('2024-09-06', 'DURAND', 'FA-3', 12_000)
    .text(),
  { term: '30 jours' },
)

test('on a telephone the marks of a row do not overflow', async () => {
  const page = await desk.open('/relances?au=2024-11-23')
  await page.setViewportSize(NARROW)
  await page.getByText('règlement non affecté 500,00').waitFor()
  await expectNoOverflow(page)
})

test('on the row: the identical payment is allocated and undone, and a payment is noted and undone', async () => {
  const page = await desk.open('/relances?au=2024-11-23')
  await page.getByText('règlement non affecté 500,00').waitFor()
  await page.getByText('1 facture peut-être déjà payée').waitFor()
  await page.getByRole('button', { name: 'Déplier les factures de Martin et fils' }).click()
  await page.getByText('règlement identique reçu le 12/11/2024').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Affecter' }).click()
  await page.getByText('Le règlement de Martin et fils est affecté.').waitFor()
  await page.getByText('1 facture peut-être déjà payée').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Annuler', exact: true }).click()
  await page.getByText('1 facture peut-être déjà payée').waitFor()

  await page.getByRole('button', { name: 'Actions sur FA-2' }).click()
  await page.getByRole('menuitem', { name: 'Règlement reçu le …' }).click()
  const dialog = page.getByRole('dialog', { name: /Règlement reçu · FA-2/ })
  expect(await dialog.getByLabel('Montant').inputValue()).toBe('300,00')
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Noter le règlement' }).click()
  await page.getByText('Le règlement de FA-2 est noté.').waitFor()
  // Nothing is left to ask: the client leaves the list, and comes back when the note is taken back.
  await page.getByText('2 factures impayées').waitFor({ state: 'detached' })
  const notice = page.getByRole('alert').filter({ hasText: 'FA-2 est noté' })
  await notice.getByRole('button', { name: 'Annuler', exact: true }).click()
  await page.getByText('2 factures impayées').waitFor()
})

test('ticked all the same, the client is asked about before a letter is made', async () => {
  const page = await desk.open('/relances?au=2024-11-23')
  await page.getByRole('checkbox', { name: 'Cocher tous les clients' }).check()
  await page.getByRole('button', { name: 'Relancer mes clients' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 client a peut-être déjà payé').waitFor()
  await dialog.getByText(/420,00\s€/).waitFor()
  await dialog.getByText(/avoirs et règlements déduits\s: 500,00\s€/).waitFor()
  await expectAccessible(page, '[role=dialog]')
})

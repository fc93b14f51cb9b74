import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'
import { openProgram } from '../stories/source-desk.ts'

// ISAGRI no longer drops its list: the billing program puts it at an address, and Relances reads it there.

const LIST =
  'Code client;Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû\r\nNEUF;Neuf SARL;FA-900;2024-01-02;2024-01-12;1200,00;1200,00\r\n'
const program = await openProgram(({ headers }, response) => {
  const isKnown = headers['x-api-key'] === 'cle-de-test'
  response.writeHead(isKnown ? 200 : 401, { 'content-type': 'text/csv' }).end(isKnown ? LIST : '')
})
const desk = await openBrowserDesk('2024-01-29', { settings: { sourceNetworks: ['127.0.0.1'] } })
await buildManualWorld(desk.database)
const SCREEN = '/parametres/sources/ISAGRI'

test('a source is tried, seen as an import, opened, and what it brings is told', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Paramètres' }).click()
  await page.getByRole('menuitem', { name: 'Sources' }).click()
  await visit(page, SCREEN, /Sources/)
  await page.getByText('Aucune source').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Ajouter une source' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ajouter une source' })
  await dialog.getByLabel('Nom').first().fill('Facturation')
  await dialog.getByLabel('Adresse').fill(`${program.url}/impayes.csv`)
  await dialog.getByLabel('Identification').selectOption('Clé dans un en-tête')
  await dialog.getByLabel('Nom de l’en-tête').fill('X-Api-Key')
  await dialog.getByLabel('Jeton ou clé').fill('fausse')
  await dialog.getByRole('button', { name: 'Essayer' }).click()
  await dialog.getByText('Le serveur refuse le nom, le mot de passe ou la clé.').waitFor()
  expect(desk.takeComplaints()).toHaveLength(1)
  await dialog.getByLabel('Jeton ou clé').fill('cle-de-test')
  await dialog.getByRole('button', { name: 'Essayer' }).click()
  await dialog.getByText('C’est une liste de factures.').waitFor()
  await dialog.getByRole('cell', { name: 'FA-900' }).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByLabel('Ce que c’est').selectOption({ index: 1 })
  await dialog.getByLabel('Numéro de facture').waitFor()
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByLabel('Ce que c’est').selectOption({ index: 0 })
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()

  await page.getByText('Rien n’est importé tant que vous n’avez pas vu l’import.').waitFor()
  expect(await page.getByRole('button', { name: 'Importer par elle-même' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Voir l’import' }).click()
  await page.getByRole('heading', { level: 1, name: 'Importer' }).waitFor()
  await page.getByText('impayes.csv').first().waitFor()

  await visit(page, SCREEN, /Sources/)
  await page.getByRole('button', { name: 'Importer par elle-même' }).click()
  await page.getByText('impayes.csv — 1 facture').waitFor()
  await page.getByText(/Prochaine lecture/).waitFor()
  await expectAccessible(page)
  await page.setViewportSize(NARROW)
  await expectNoOverflow(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Autres actions sur Facturation' }).click()
  await page.getByRole('menuitem', { name: 'Modifier' }).click()
  const change = page.getByRole('dialog', { name: 'Modifier' })
  await change.getByText('Celui qui est gardé sert encore').waitFor()
  await expectNoOverflow(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Autres actions sur Facturation' }).click()
  await page.getByRole('menuitem', { name: 'Supprimer' }).click()
  await page.getByText('Aucune source').waitFor()
})

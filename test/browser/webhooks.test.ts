import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'

// ISAGRI has its ERP told of what happens: an address, its secret, a test that finds nobody, and the same on a telephone.

const desk = await openBrowserDesk('2024-01-29')
await buildManualWorld(desk.database)
const SCREEN = '/parametres/webhooks/ISAGRI'

test('an address is given, its secret shown once, and its deliveries told with why they failed', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('button', { name: 'Paramètres' }).click()
  await page.getByRole('menuitem', { name: 'Webhooks' }).click()
  await visit(page, SCREEN, /Webhooks/)
  await page.getByText('Aucun programme n’est prévenu').waitFor()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Ajouter un webhook' }).click()
  const dialog = page.getByRole('dialog', { name: 'Ajouter un webhook' })
  await dialog.getByLabel('Nom').fill('ERP')
  await dialog.getByLabel('Adresse').fill('https://192.168.1.20/relances')
  await expectAccessible(page, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await dialog.getByText('Cette adresse est celle d’un réseau privé').waitFor()
  expect(desk.takeComplaints()).toHaveLength(1)
  await dialog.getByLabel('Adresse').fill('https://erp.isagri.invalid/relances')
  await dialog.getByLabel('Import annulé').uncheck()
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()

  const secret = page.getByRole('dialog', { name: 'Secret du webhook' })
  await secret.getByText(/^whsec_/).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await secret.getByRole('button', { name: 'Je l’ai gardé' }).click()
  await page.getByText('https://erp.isagri.invalid/relances').waitFor()
  await page.getByText('12 événements').waitFor()
  expect(await page.getByText(/whsec_/).count()).toBe(0)

  await page.getByRole('button', { name: 'Essayer' }).click()
  await page.getByText('Nom de serveur inconnu').first().waitFor()
  await page.getByText(/Ne répond pas bien depuis/).waitFor()
  await page.getByText('Contenu', { exact: true }).click()
  await page.getByText('"type":"webhook.test"').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Renvoyer webhook.test' }).click()
  await page.getByText('Renvoyé sous le même identifiant').waitFor()

  await page.setViewportSize(NARROW)
  await expectNoOverflow(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Autres actions sur ERP' }).click()
  await page.getByRole('menuitem', { name: 'Supprimer' }).click()
  await page.getByText('Aucun programme n’est prévenu').waitFor()
})

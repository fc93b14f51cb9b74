import { expect, test } from 'vitest'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk } from '../browser.ts'
import { buildCompany } from '../world.ts'

// Camille makes the first backup of the books, and takes a copy home.

const desk = await openBrowserDesk('2026-11-24')
await buildCompany(desk.database, { code: 'LAMBERT', legalName: 'Menuiserie Lambert', customers: [] })

test('missed for five days, told on every screen; then made, downloaded, and told no more, at both widths', async () => {
  await desk.database.owner.query("update companies set created_at = now() - interval '5 days'")
  const page = await desk.open('/relances')
  const notice = page.getByRole('status').filter({ hasText: 'Aucune sauvegarde n’a encore été faite.' })
  await notice.getByRole('link', { name: 'Voir les sauvegardes' }).click()
  await page.getByText('Sauvegardez maintenant, puis vérifiez').waitFor()
  await page.getByText('Aucune sauvegarde pour l’instant').waitFor()
  await page.getByText('Une sauvegarde est faite chaque jour à 02:00').waitFor()
  await page.getByRole('button', { name: 'Sauvegarder maintenant' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'demandée' })
  await row.waitFor()
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: /Télécharger la sauvegarde du/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^relances-\d{4}-\d\d-\d\d-\d{6}-manual\.tar\.gz$/)
  await page.setViewportSize(NARROW)
  await expectToHold(page)
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByRole('heading', { level: 1, name: 'Relances' }).waitFor()
  expect(await notice.count()).toBe(0)
})

import iconv from 'iconv-lite'
import { test } from 'vitest'
import { expectAccessible, expectToHold } from '../accessible.ts'
import { NARROW, openBrowserDesk } from '../browser.ts'

// Leroy imports a list whose accents nothing tells, then sets the accountant's balance beside it. One story told in order.

const desk = await openBrowserDesk('2024-03-01')
const LIST = 'Client;Facture;Montant\r\nBöhm;F1;120,00\r\n'
const BALANCE = 'Client;Total dû;Non échu;0-30 jours\r\nBöhm;132,00;0,00;132,00\r\nDurand;5,00;;5,00\r\n'

test('names are chosen among readings; a balance by client is compared and not imported', async () => {
  const page = await desk.open('/importer')
  const drop = (name: string, buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles([{ name, mimeType: 'text/csv', buffer }])
  await drop('liste.csv', iconv.encode(LIST, 'cp850'))
  await page.getByLabel('Raison sociale').fill('Leroy et fils')
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  const names = page.getByRole('radiogroup', { name: 'Quels noms sont bien écrits ?' })
  await names.waitFor()
  await expectAccessible(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/encoding.png`, fullPage: true })
  await names.getByLabel('Böhm').click()
  await names.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Importer', exact: true }).click()
  await page.getByText('L’import est terminé').waitFor()
  await page.goto(new URL('/importer', page.url()).href)
  await drop('balance.csv', Buffer.from(BALANCE))
  await page.getByRole('button', { name: 'Voir ce qui va changer' }).click()
  await page.getByRole('heading', { name: '2 clients diffèrent de cette balance' }).waitFor()
  await page.getByRole('cell', { name: /^12,00/ }).waitFor()
  await expectAccessible(page)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/balance.png`, fullPage: true })
  await page.setViewportSize(NARROW)
  await expectToHold(page)
})

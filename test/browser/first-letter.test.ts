import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'
import { openBrowserDesk, visit } from '../browser.ts'
import { ledger } from '../database/import-ledger.ts'
import { GUIDE_PICTURES, PICTURE_SIZE } from '../guide-pictures.ts'
import { textOfPdf } from '../pdf-text.ts'

// Menuiserie Lambert has just installed Relances, and has its ledger on the desk: from the file to a letter that can be
// posted, with what a person does counted. `npm run guide` lets it make the pictures of
// docs/guide/, into the folder that GUIDE names.

const desk = await openBrowserDesk('2024-05-02')
const FEC = ledger({ DUPONT: 'Dupont & Fils', LEROY: 'Leroy SARL' })
  .sale('2024-03-20', 'DUPONT', 'F1', 120_000)
  .sale('2023-06-28', 'LEROY', 'F2', 45_000)
  .text()

/**
 * What a person needs for each act, in seconds, after the keystroke-level model (Card, Moran and Newell, 1980): point and
 * press 1.3; a key 0.2 (an average typist); make up one's mind 1.35 before each press. Dropping a file: 3; reading what
 * will change, and the letter: 5 each. What the server takes is not a person's time, and is not counted.
 */
const SECONDS = { press: 1.3, key: 0.2, mind: 1.35, drop: 3, read: 5 }

function person() {
  let clicks = 0
  let seconds = 0
  return {
    async click(on: Locator) {
      await on.click()
      clicks += 1
      seconds += SECONDS.mind + SECONDS.press
    },
    /** The Tab that leads from a field to the next is a key too. */
    async type(into: Locator, text: string) {
      await into.fill(text)
      seconds += (text.length + 1) * SECONDS.key
    },
    async press(page: Page, key: string) {
      await page.keyboard.press(key)
      seconds += SECONDS.key
    },
    /** Ctrl V of what was copied elsewhere. */
    paste() {
      seconds += SECONDS.mind + 2 * SECONDS.key
    },
    async drop(into: Locator, name: string, text: string) {
      await into.setInputFiles([{ name, mimeType: 'text/plain', buffer: Buffer.from(text) }])
      clicks += 1
      seconds += SECONDS.drop
    },
    read() {
      seconds += SECONDS.read
    },
    told: () => ({ clicks, seconds }),
  }
}

test('from a ledger to a letter that can be posted: eight clicks, and less than a minute of a person', async () => {
  const page = await desk.open('/')
  const camille = person()
  await camille.click(page.getByRole('button', { name: /^Importer mes factures/ }))
  await camille.drop(page.locator('input[type=file]'), '732829320FEC20241231.txt', FEC)
  await camille.type(page.getByLabel('Raison sociale'), 'Menuiserie Lambert')
  await camille.click(page.getByRole('button', { name: 'Voir ce qui va changer' }))
  const confirm = page.getByRole('button', { name: 'Importer', exact: true })
  await confirm.waitFor()
  camille.read()
  await camille.click(confirm)

  // The letterhead knows the SIREN and the VAT number by the name of the file: where one lives and is paid is left.
  await page.getByText('L’import est terminé').waitFor()
  expect(await page.getByLabel(/^SIRET/).inputValue()).toBe('732829320')
  await camille.type(page.getByLabel('Adresse', { exact: true }), '3 quai du Port')
  await camille.type(page.getByLabel('Code postal'), '60000')
  await camille.type(page.getByLabel('Ville'), 'Beauvais')
  await page.getByLabel('IBAN', { exact: true }).fill('FR7630006000011234567890189')
  camille.paste()
  await camille.click(page.getByRole('button', { name: 'Enregistrer', exact: true }))
  await page.getByText('Le papier à en-tête est enregistré').waitFor()

  await camille.click(page.getByRole('link', { name: 'Compléter les clients' }))
  await page.getByRole('row', { name: /Dupont & Fils/ }).waitFor()
  await page.locator('[data-cell="0:0"]').focus()
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '12 rue Basse\t\t75002\tParis\n8 place Haute\t\t69001\tLyon')
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  camille.paste()
  await page.getByText('2 clients enregistrés').waitFor()

  await camille.press(page, 'Control+k')
  await camille.type(page.getByRole('combobox', { name: 'Chercher partout' }), 'relancer dup')
  await page.getByRole('option', { name: /^Relancer DUPONT/ }).waitFor()
  await camille.press(page, 'Enter')
  await camille.click(page.getByRole('checkbox', { name: 'Cocher Dupont & Fils' }))
  await camille.click(page.getByRole('button', { name: 'Relancer mes clients' }))
  // The keyboard is on « Confirmer » once the letters are counted.
  await page.locator('[role=dialog] button:focus', { hasText: 'Confirmer' }).waitFor()
  await camille.press(page, 'Enter')
  await page.waitForURL(/\/relances\/lettres\/\d+/)
  await page
    .getByText(/LETTRE DE RELANCE/)
    .first()
    .waitFor()
  camille.read()

  const { clicks, seconds } = camille.told()
  expect(clicks).toBeLessThanOrEqual(8)
  expect(seconds).toBeLessThan(60)
  // What makes a letter one that can be posted: who writes, to whom, what for, and where to pay.
  const text = await firstLetter(page)
  for (const words of [
    'Menuiserie Lambert',
    '3 quai du Port',
    '12 RUE BASSE',
    '75002 PARIS',
    'F1',
    '1 200,00 €',
  ])
    expect(text).toContain(words)
  expect(text.replaceAll(' ', '')).toContain('FR7630006000011234567890189')
})

test.each(['fr', 'en'])('the screens of the guide speak %s, and have their pictures', async (language) => {
  const page = await desk.open('/connexion', PICTURE_SIZE)
  await page.evaluate((chosen) => localStorage.setItem('relances.language', chosen), language)
  await page.goto(`${desk.address}/tableau-de-bord`)
  for (const [name, path, heading] of GUIDE_PICTURES) {
    await visit(page, path, heading)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
    if (name === 'letters')
      await page
        .getByText(/LETTRE DE RELANCE/)
        .first()
        .waitFor()
    await takePicture(page, `${name}.${language}.png`)
  }
})

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.GUIDE
  if (!folder) return
  await mkdir(join(CHECKOUT, folder), { recursive: true })
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(CHECKOUT, folder, name) })
}

// The PDF behind the page, as the browser gets it.
async function firstLetter(page: Page): Promise<string> {
  const run = /lettres\/(\d+)/.exec(page.url())?.[1]
  const letters = await (await fetch(`${desk.address}/api/runs/${run}/letters`, desk)).json()
  const pdf = await fetch(`${desk.address}/api/letters/${letters.rows[0].id}/pdf`, desk)
  return (await textOfPdf(new Uint8Array(await pdf.arrayBuffer()))).replaceAll(/\s+/g, ' ')
}

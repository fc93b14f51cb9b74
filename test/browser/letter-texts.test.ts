import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoOverflow } from '../accessible.ts'
import { NARROW, openBrowserDesk, visit } from '../browser.ts'
import { buildManualWorld } from '../manual-world.ts'

// The manual's §1 on ISAGRI: choose the level, change the text, save; then print, go back, and meet someone.

const desk = await openBrowserDesk('2024-01-29')
await buildManualWorld(desk.database)
const LEVEL_2 = '/parametres/relances/ISAGRI?niveau=2'

function bodyOf(page: Page) {
  return page.getByRole('textbox', { name: 'Texte de la lettre' })
}

function preview(page: Page) {
  return page.getByRole('region', { name: 'Pages de l’aperçu' })
}

async function chooseLevel(page: Page, level: number): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Niveau de relance' }).getByText(`Niveau ${level}`).click()
}

/** Types at the end of the letter's text. */
async function typeInBody(page: Page, words: string): Promise<void> {
  await bodyOf(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.getByText(/^Version \d+ enregistrée/).waitFor()
}

test('choose the level, change the text with a variable, see it at once, print it, take an older version again', async () => {
  const page = await desk.open('/relances?au=2024-01-25')
  await page.getByRole('checkbox', { name: 'Cocher Professionnel France' }).check()
  await page.getByRole('link', { name: 'Paramètres' }).click()
  await chooseLevel(page, 2)
  await page.getByRole('textbox', { name: 'Titre' }).getByText('LETTRE DE RELANCE N°2').waitFor()
  expect(new URL(page.url()).pathname).toBe('/parametres/relances/ISAGRI')
  await typeInBody(page, ' Appelez-nous avant le {')
  await page.getByRole('textbox', { name: 'Chercher une variable' }).fill('limite')
  await page.keyboard.press('Enter')
  await bodyOf(page).getByText('Date limite de règlement').last().waitFor()
  await preview(page).getByText('Appelez-nous avant le 06/02/2024').waitFor()
  expect(await page.getByLabel('Aperçu pour').first().inputValue()).toContain('Professionnel France')
  await expectAccessible(page)
  await save(page)
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByRole('checkbox', { name: 'Cocher Professionnel France' }).check()
  await page.getByRole('button', { name: 'Relancer mes clients' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confirmer' }).click()
  await page.getByText('Appelez-nous avant le 06/02/2024').waitFor()

  await visit(page, LEVEL_2, /./)
  await typeInBody(page, ' À ne pas garder.')
  await page.getByRole('button', { name: 'Revenir aux relances' }).click()
  await page.getByText('Quitter sans les garder ?').waitFor()
  await page.getByRole('button', { name: 'Rester' }).click()
  await chooseLevel(page, 3)
  await page.getByRole('button', { name: 'Quitter sans enregistrer' }).click()
  await page.getByRole('textbox', { name: 'Titre' }).getByText('LETTRE DE RELANCE N°3').waitFor()
  await chooseLevel(page, 2)
  await page.getByRole('textbox', { name: 'Titre' }).getByText('LETTRE DE RELANCE N°2').waitFor()
  expect(await bodyOf(page).textContent()).not.toContain('À ne pas garder')
  await page.getByRole('button', { name: 'Versions' }).click()
  await page.getByRole('button', { name: /^Version 1/ }).click()
  await page.locator('ins', { hasText: 'Appelez-nous avant' }).waitFor()
  await expectAccessible(page, '[role=dialog]')
  await page.getByRole('button', { name: 'Reprendre la version 1' }).click()
  await page.getByText('relisez, puis enregistrez').waitFor()
  await save(page)
  await page.reload()
  await page.getByText('Version 3, enregistrée').waitFor()
  expect(await bodyOf(page).textContent()).not.toContain('Appelez-nous')

  await page.setViewportSize(NARROW)
  await visit(page, `${LEVEL_2}&langue=en&nature=consumer`, /./)
  await preview(page).getByText('Dear Sir or Madam,').waitFor()
  await expectNoOverflow(page)
  await expectAccessible(page)
})

test('of two people the second compares, chooses, and loses nothing; what is pasted keeps its words only', async () => {
  const [first, second] = [await desk.open(LEVEL_2), await desk.open(LEVEL_2)]
  await bodyOf(second).waitFor()
  await first.getByRole('textbox', { name: 'Titre' }).click()
  await first.keyboard.type('IMPORTANT ')
  await save(first)
  await typeInBody(second, ' Merci.')
  await second.getByRole('button', { name: 'Enregistrer' }).click()
  const dialog = second.getByRole('dialog', { name: 'Quelqu’un a enregistré ce texte entre-temps' })
  await dialog.getByText('changé par vous').waitFor()
  await dialog.getByText(/changé par (?!vous)/).waitFor()
  await expectAccessible(second, '[role=dialog]')
  await dialog.getByRole('button', { name: 'Continuer avec ces choix' }).click()
  await preview(second)
    .getByText(/Merci\./)
    .waitFor()
  await save(second)
  expect(await second.getByRole('textbox', { name: 'Titre' }).textContent()).toContain('IMPORTANT')
  await bodyOf(second).click()
  await second.keyboard.press('Control+End')
  await pasteWord(second)
  const pasted = bodyOf(second).locator('p').last()
  expect(await pasted.innerHTML()).toMatch(/ Merci\. Collé de Word$/)
  await second.getByText('Changements non enregistrés').waitFor()
  // Chromium writes every refused request in its console.
  expect(desk.takeComplaints().filter((complaint) => !complaint.includes('409'))).toEqual([])
})

// What Word puts on the clipboard: its words, and a page of its own form.
async function pasteWord(page: Page): Promise<void> {
  await bodyOf(page).evaluate((editor) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ' Collé de Word')
    clipboardData.setData(
      'text/html',
      '<p class="MsoNormal" style="color:red"><a href="x"><b> Collé de Word</b></a><img src="y"></p>',
    )
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
}

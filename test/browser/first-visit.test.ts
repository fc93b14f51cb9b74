import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { CAMILLE, NARROW, openBrowserDesk, WIDE } from '../browser.ts'

const desk = await openBrowserDesk('2026-11-24')

test.each([WIDE, NARROW])('a first visit shows a page anyone can read, %o', async (viewport) => {
  const page = await desk.open('/', viewport)
  await page.getByRole('heading').first().waitFor()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})

test('the styles Mantine writes at run time are let in by their nonce, and no other', async () => {
  const page = await desk.open('/')
  await page.getByRole('heading').first().waitFor()
  const color = await page.evaluate(() =>
    getComputedStyle(document.body).getPropertyValue('--mantine-color-text'),
  )
  expect(color).not.toBe('')
  const planted = await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = ':root { --planted: yes }'
    document.head.append(style)
    return getComputedStyle(document.documentElement).getPropertyValue('--planted')
  })
  expect(planted).toBe('')
  expect(desk.takeComplaints()).toEqual([expect.stringContaining('Content Security Policy')])
})

test('the first screen costs at most 250 kB of JavaScript', async () => {
  const page = await desk.open('/')
  await page.getByRole('heading').first().waitFor()
  await page.waitForLoadState('networkidle')
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  )
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThan(250_000)
})

test('who is not signed in and opens an address deep inside is asked who they are, and comes back to it', async () => {
  const page = await desk.open('/')
  await page.context().clearCookies()
  await page.goto(`${desk.address}/factures?etat=overdue`)
  await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor()
  await page.getByLabel('Adresse e-mail').fill(CAMILLE.email)
  await page
    .getByLabel(/^Mot de passe/)
    .first()
    .fill(CAMILLE.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.getByRole('heading', { level: 1, name: 'Factures' }).waitFor()
  expect(new URL(page.url()).search).toContain('etat=overdue')
  expect(desk.takeComplaints().filter((complaint) => !complaint.includes('401'))).toEqual([])
})

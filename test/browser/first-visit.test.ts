import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { NARROW, openBrowserDesk, WIDE } from '../browser.ts'

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

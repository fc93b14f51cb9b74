import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { NARROW, WIDE } from './browser.ts'

/** Everybody can read and use what is shown, as far as axe can tell. */
export async function expectAccessible(page: Page): Promise<void> {
  // A notice that fades away is judged by what is left of its colour.
  const builder = new AxeBuilder({ page }).setLegacyMode().exclude('.mantine-Notification-root')
  const { violations } = await builder.analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** Nothing overflows to the right. */
export async function expectWithinWidth(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Nothing overflows on a desk nor on a telephone, where everybody can use it; the page is then wide again. */
export async function expectFit(page: Page): Promise<void> {
  await page.setViewportSize(WIDE)
  await expectWithinWidth(page)
  await page.setViewportSize(NARROW)
  await expectWithinWidth(page)
  await expectAccessible(page)
  await page.setViewportSize(WIDE)
}

/** Follows a link within the page, and waits until the screen before has left and this one has what it shows. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => {
    for (const heading of document.querySelectorAll('h1, h2')) heading.setAttribute('data-before', '')
    history.pushState(null, '', address)
  }, path)
  await page.waitForFunction(
    () =>
      document.querySelector('h1, h2, h3') !== null &&
      document.querySelector('[data-before], [role=status].rows-skeleton, [aria-label="Chargement…"]') ===
        null,
  )
}

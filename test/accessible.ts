import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { NARROW, WIDE } from './browser.ts'

const { resolve } = createRequire(import.meta.resolve('@axe-core/playwright'))
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8')

/** The part of axe that is used. */
interface Axe {
  run(
    context: { readonly include: string[]; readonly exclude: string[] },
    options: { readonly resultTypes: string[] },
  ): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string }[]
    }[]
  }>
}

/**
 * axe finds nothing on the page, or in the part of it that `selector` names: the rest was seen before. Its half
 * megabyte is read once for a loaded page and stays there while the screens change, which reading it anew each time
 * made most of the wait.
 */
export async function expectAccessible(page: Page, selector = 'html'): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const faults = await page.evaluate(async (part) => {
    const { axe } = window as unknown as { axe: Axe }
    // A notice that fades away is judged by what is left of its colour. What passed is not told, only counted:
    // telling it takes as long as finding it.
    const context = { include: [part], exclude: ['.mantine-Notification-root'] }
    const { violations } = await axe.run(context, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, selector)
  expect(faults).toEqual([])
}

/** Nothing sticks out on the right: the page holds in its window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width, page.url()).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Both of the above, at the width the page has. */
export async function expectToHold(page: Page, selector?: string): Promise<void> {
  await expectNoOverflow(page)
  await expectAccessible(page, selector)
}

/**
 * Nothing overflows on a desk nor on a telephone, where everybody can use it (the part that `selector` names); the
 * page is then wide again.
 */
export async function expectFit(page: Page, selector?: string): Promise<void> {
  await page.setViewportSize(WIDE)
  await expectNoOverflow(page)
  await page.setViewportSize(NARROW)
  await expectToHold(page, selector)
  await page.setViewportSize(WIDE)
}

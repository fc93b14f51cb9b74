import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const { resolve } = createRequire(import.meta.resolve('@axe-core/playwright'))
const AXE = readFileSync(resolve('axe-core/axe.min.js'), 'utf8')

/** What is read of an answer of axe. */
interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string }[]
  }[]
}

/**
 * What axe finds wrong on the page as it stands, one line for each: none must be. Its half megabyte is read once
 * for a loaded page and stays there while the screens change, which reading it anew each time made most of the wait.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  // What passed is not told, only counted: telling it takes as long as finding it.
  const results = await page.evaluate<AxeAnswer>('axe.run(document, { resultTypes: ["violations"] })')
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
}

/** The same, and nothing sticks out on the right: the page holds in its window. */
export async function expectToHold(page: Page): Promise<void> {
  await expectAccessible(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width, page.url()).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

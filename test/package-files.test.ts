import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fontFilesByFamily } from '#letters/fonts.ts'
import { CHECKOUT } from '#platform/config.ts'

// Both are read by their path, and nothing fails where one is missing: letters and screens would be set in another font.
describe('what scripts/unused-files.mjs takes out of the packages', () => {
  it('leaves every font that letters are set in', () => {
    const missing = fontFilesByFamily()
      .flat()
      .filter((file) => !existsSync(file))
    expect(missing).toEqual([])
  })

  it('leaves every file that a style of the screens names', () => {
    const named = globSync('src/**/*.css', { cwd: CHECKOUT }).flatMap((sheet) =>
      [...readFileSync(join(CHECKOUT, sheet), 'utf8').matchAll(/url\("(@[^"]+)"\)/g)].map(([, file]) => file),
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((file) => !existsSync(join(CHECKOUT, 'node_modules', String(file))))).toEqual([])
  })
})

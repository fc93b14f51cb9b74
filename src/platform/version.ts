import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from './config.ts'

/** The version of the product, "0.1.0". */
export function productVersion(): string {
  return JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')).version
}

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CHECKOUT, giveUp } from './checkout.mjs'

/** Tests over files that others made, whose licences keep them out of this repository. */
export const SAMPLE_TESTS = 'test/samples'

/**
 * What to do with the tests over files of others: `run` where the files are, `leave out` in a clone with nothing
 * beside it. Gives up when the folder was named, or `shared/data` is beside the checkout, and the files are not there.
 */
export function sampleTests() {
  const named = process.env.RELANCES_SAMPLES
  const beside = join(CHECKOUT, '..', 'shared', 'data')
  const folder = named ? resolve(CHECKOUT, named) : join(beside, 'samples')
  const wanted = [join(folder, 'expected.json'), join(dirname(folder), 'cases', 'README.md')]
  const missing = wanted.filter((path) => !existsSync(path))
  if (missing.length === 0) return 'run'
  if (!named && !existsSync(beside)) return 'leave out'
  return giveUp(
    `Il manque ${missing.join(' et ')} : vérifiez RELANCES_SAMPLES.`,
    `${missing.join(' and ')} must be there: check RELANCES_SAMPLES.`,
  )
}

/** How many tests there are over files of others: kept in a file, since they cannot be listed without the files. */
export function sampleTestCount() {
  return JSON.parse(readFileSync(join(CHECKOUT, SAMPLE_TESTS, 'count.json'), 'utf8')).tests
}

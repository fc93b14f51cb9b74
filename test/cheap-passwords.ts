import { randomBytes, scryptSync } from 'node:crypto'
import type { Passwords } from '#features/people/server/better-auth.ts'

const keyOf = (password: string, salt: string) =>
  scryptSync(password.normalize('NFKC'), salt, 64, { N: 2, r: 1, p: 1 }).toString('hex')

/**
 * The same scrypt at the lowest cost. The real one takes a tenth of a second of a core by design, which tests about other
 * things would pay hundreds of times; `test/people/sign-in.test.ts` and every started server pay it.
 */
export const CHEAP_PASSWORDS: Passwords = {
  hash: async (password) => {
    const salt = randomBytes(16).toString('hex')
    return `${salt}:${keyOf(password, salt)}`
  },
  verify: async ({ hash, password }) => {
    const [salt = '', key] = hash.split(':')
    return keyOf(password, salt) === key
  },
}

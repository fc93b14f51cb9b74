import { RelancesError } from '#domain/errors.ts'
import { type AttemptLimit, countAttempt } from '#platform/attempts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A code of the application holds for its half minute, and those before and after it (better-auth's window of one). */
const CODES: AttemptLimit = { name: 'code', max: 1, windowSeconds: 3 * 30, refusal: 'people.code-spent' }

/**
 * Remembers, until it no longer holds, that a right code has served: it serves once (RFC 6238 §5.2).
 * @throws RelancesError forbidden when it already has
 */
export async function spendCode(tx: ScopedTransaction, userId: string, code: string): Promise<void> {
  try {
    await countAttempt({ db: tx }, CODES, `${userId}\n${code}`)
  } catch (error) {
    // Waiting does not help with this one: the next code does.
    if (!(error instanceof RelancesError && error.code === 'too-many')) throw error
    throw new RelancesError('forbidden', 'people.code-spent')
  }
}

/** Whose code it was, by better-auth's answer. */
export function personIn(answer: unknown): string {
  return (answer as { user: { id: string } }).user.id
}

import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'

/** An instalment on a confirmed letter, and what was paid of it since. */
export interface RemindedInstalment {
  readonly level: Level
  readonly confirmedOn: Day
  /** Day of its next letter, if any: what comes from then on is due to that one. */
  readonly nextOn: Day | null
  /** What the letter asked for it. */
  readonly cents: number
  readonly payments: readonly { readonly on: Day; readonly cents: number }[]
}

/** What the letters of one level brought; always told with how many instalments they asked for. */
export interface LevelRecovery {
  readonly level: Level
  readonly count: number
  readonly remindedCents: number
  readonly recoveredCents: number
  /** 0 to 1; null when nothing was reminded. */
  readonly share: number | null
}

/** Days within which a payment is put down to the letter before it. */
export const RECOVERY_DAYS = 15

/**
 * Recovered by level: what was paid before the earlier of the 15th day after confirmation and the next letter, ÷ what
 * was asked. An instalment counts once its days have gone by: a letter of yesterday has recovered nothing yet.
 */
export function recoveredByLevel(reminded: readonly RemindedInstalment[], today: Day): LevelRecovery[] {
  const judged = reminded.filter((one) => endOf(one) <= today)
  return LEVELS.map((level) => {
    const ofLevel = judged.filter((one) => one.level === level)
    const remindedCents = ofLevel.reduce((sum, one) => sum + one.cents, 0)
    const recoveredCents = ofLevel.reduce((sum, one) => sum + recoveredOf(one), 0)
    const share = remindedCents === 0 ? null : recoveredCents / remindedCents
    return { level, count: ofLevel.length, remindedCents, recoveredCents, share }
  })
}

function endOf({ confirmedOn, nextOn }: RemindedInstalment): Day {
  const last = addDays(confirmedOn, RECOVERY_DAYS)
  return nextOn !== null && nextOn < last ? nextOn : last
}

function recoveredOf(one: RemindedInstalment): number {
  const inTime = one.payments.filter(({ on }) => on >= one.confirmedOn && on < endOf(one))
  const paid = inTime.reduce((sum, { cents }) => sum + cents, 0)
  return Math.min(one.cents, paid)
}

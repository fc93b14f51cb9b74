const MAX_DELAY_MS = 1_500

/** `count` delays from 0 to 1.5 s, the same for the same seed (a linear congruential generator). */
export function seededDelays(seed: number, count: number): number[] {
  let state = seed >>> 0
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * MAX_DELAY_MS)
  })
}

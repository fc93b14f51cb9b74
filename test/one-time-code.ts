import type { TOTP } from 'otpauth'

/** The code of the half minute to come, which already holds: the one of now has served to turn the factor on. */
export function nextCode(totp: TOTP): string {
  return totp.generate({ timestamp: Date.now() + totp.period * 1_000 })
}

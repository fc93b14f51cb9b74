import type { BasisPoints } from '#domain/penalties/legal-rates.ts'

/** Hundredths of a percent of a rate typed by hand: "12,4", "12.40 %"; null when it is not one. */
export function parseRate(text: string): BasisPoints | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f%]/g, '')
  const match = /^(\d{1,2}|100)(?:[.,](\d{1,2}))?$/.exec(bare)
  if (!match) return null
  const basisPoints = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return basisPoints > 100_00 ? null : basisPoints
}

/** "12,40" or "12.40": a rate as its field shows it, in the user's language. */
export function rateText(basisPoints: BasisPoints, language: 'fr' | 'en'): string {
  const digits = String(basisPoints).padStart(3, '0')
  return `${digits.slice(0, -2)}${language === 'en' ? '.' : ','}${digits.slice(-2)}`
}

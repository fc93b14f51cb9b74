import type { Day } from './day.ts'

/** The zone of a company that says nothing else, and of companies of several zones looked at together. */
export const TIME_ZONE = 'Europe/Paris'

/** The zones of French soil, the most used first. */
export const FRENCH_TIME_ZONES = [
  'Europe/Paris',
  'Indian/Reunion',
  'America/Martinique',
  'America/Guadeloupe',
  'America/Cayenne',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'Pacific/Tahiti',
  'Pacific/Marquesas',
  'Pacific/Gambier',
  'Pacific/Wallis',
  'America/Miquelon',
  'America/St_Barthelemy',
  'America/Marigot',
] as const

/** True for a zone with a name and a history, as "Indian/Reunion": an offset alone knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^(?:[A-Z][A-Za-z0-9_+-]*\/[A-Za-z0-9_+/-]+|UTC)$/.test(name)) return false
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** All the zones one may choose, those of French soil first. */
export function timeZones(): readonly string[] {
  const others = Intl.supportedValuesOf('timeZone').filter((name) => !isFrench(name))
  return [...FRENCH_TIME_ZONES, ...others]
}

/** The one zone of these companies, or that of Paris where they have several or none. */
export function commonTimeZone(zones: readonly string[]): string {
  const [first, ...others] = new Set(zones)
  return first === undefined || others.length > 0 ? TIME_ZONE : first
}

/** The day it is somewhere at an instant, in milliseconds since 1970: "2026-11-30", as French Canada writes it. */
export function dayIn(epochMs: number, timeZone: string): Day {
  return new Intl.DateTimeFormat('fr-CA', { timeZone, dateStyle: 'short' }).format(epochMs)
}

function isFrench(name: string): boolean {
  return FRENCH_TIME_ZONES.some((french) => french === name)
}

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { decimalCents, formatMoney } from '#domain/days-and-money/money.ts'
import { commonTimeZone, TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import { actorIn } from '#messages/actor-names.ts'
import { sessionQuery } from './session.ts'

/** How figures are written on the screens, in the language of the user. */
export interface Formats {
  /** "1 234,56 €" */
  readonly money: (cents: number, currency: string) => string
  /** "1 234,56 € + 20,00 CHF": amounts of several currencies are never added up. */
  readonly amounts: (amounts: readonly { readonly currency: string; readonly cents: number }[]) => string
  /** "24/12/2023" */
  readonly day: (day: Day) => string
  /** "24/12", where the year is plain from what stands around */
  readonly dayAndMonth: (day: Day) => string
  /** "24/12/2023 14:05" where the company is, or where all those of the user are. */
  readonly instant: (iso: string, company?: string) => string
  /** "12 345" */
  readonly count: (count: number) => string
  /** "12,5 %" of 0.125 */
  readonly share: (share: number) => string
  /** "1,2 Mo" */
  readonly bytes: (bytes: number) => string
  /** Who did something: "ligne de commande", "command line", or the name of a person. */
  readonly who: (actor: string) => string
}

interface LanguageFormats extends Formats {
  readonly instantIn: (iso: string, timeZone: string) => string
}

/** The same object as long as the language and the companies are: effects may depend on it. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  // Screens before the session is known, that of signing in, tell no time of a company.
  const { data } = useQuery({ ...sessionQuery, enabled: false })
  const formats = i18n.language === 'en' ? ENGLISH : FRENCH
  const companies = data?.companies
  return useMemo(
    () => ({ ...formats, instant: (iso, code) => formats.instantIn(iso, zoneOf(companies ?? [], code)) }),
    [formats, companies],
  )
}

/** The zone of a company, or the one all of them share. */
export function zoneOf(
  companies: readonly { readonly code: string; readonly timeZone: string }[],
  code?: string,
): string {
  const own = companies.find((company) => company.code === code)
  return own?.timeZone ?? commonTimeZone(companies.map((company) => company.timeZone))
}

export const FRENCH: LanguageFormats = formatsOf('fr-FR', formatMoney, formatDay, ['o', 'ko', 'Mo', 'Go'])
export const ENGLISH: LanguageFormats = formatsOf('en-GB', englishMoney, englishDay, ['B', 'kB', 'MB', 'GB'])

function formatsOf(
  locale: string,
  money: Formats['money'],
  day: Formats['day'],
  units: readonly string[],
): LanguageFormats {
  const counts = new Intl.NumberFormat(locale)
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const sizes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  // As its days are written: in figures in French, with the name of the month in English.
  const dateStyle = locale === 'fr-FR' ? 'short' : 'medium'
  const byZone = new Map<string, Intl.DateTimeFormat>()
  const instantsOf = (timeZone: string) => {
    const known = byZone.get(timeZone)
    if (known) return known
    const made = new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short', timeZone })
    byZone.set(timeZone, made)
    return made
  }
  const instantIn = (iso: string, timeZone: string) => instantsOf(timeZone).format(new Date(iso))
  return {
    money,
    amounts: (amounts) =>
      amounts.length === 0
        ? money(0, 'EUR')
        : amounts.map(({ cents, currency }) => money(cents, currency)).join(' + '),
    day,
    dayAndMonth: (value) => day(value).replace(/[ /]\d{4}$/, ''),
    instantIn,
    instant: (iso) => instantIn(iso, TIME_ZONE),
    count: (count) => counts.format(count),
    share: (share) => shares.format(share),
    bytes: (bytes) => {
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
      return `${sizes.format(bytes / 1000 ** power)}\u00a0${units[power]}`
    },
    who: (actor) => actorIn(locale === 'en-GB' ? 'en' : 'fr', actor),
  }
}

// Decimal text, not a number: Intl reads it exactly, whatever the amount.
function englishMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency })
  return format.format(decimalCents(cents) as `${number}`)
}

function englishDay(day: Day): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

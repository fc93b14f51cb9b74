import { addDays, type Day, weekdayOf } from './day.ts'

/** How many of the newest days, weeks and months keep one backup each. */
export interface Retention {
  readonly days: number
  readonly weeks: number
  readonly months: number
}

/** After so many days without a backup, whoever administers Relances is warned. */
export const STALE_DAYS = 3

/**
 * The backups that may go: of each of the newest days, weeks (from Monday) and months that have one, the last is
 * kept, and the newest of all whatever the retention says.
 * @param backups names that sort by time, each with its day
 */
export function expiredBackups<T extends { readonly name: string; readonly madeOn: Day }>(
  backups: readonly T[],
  { days, weeks, months }: Retention,
): T[] {
  const newestFirst = backups.toSorted((a, b) => (a.name < b.name ? 1 : -1))
  const kept = new Set([
    ...lastOfEach(newestFirst, ({ madeOn }) => madeOn, Math.max(1, days)),
    ...lastOfEach(newestFirst, ({ madeOn }) => addDays(madeOn, 1 - weekdayOf(madeOn)), weeks),
    ...lastOfEach(newestFirst, ({ madeOn }) => madeOn.slice(0, 7), months),
  ])
  return newestFirst.filter((backup) => !kept.has(backup))
}

/**
 * The last moment a backup was to be made, as "2026-11-24T02:00": a machine that was off then makes it later.
 * @param now "2026-11-24T14:05:09", in the time of the place
 * @param hour "02:00"
 */
export function lastPlanned(now: string, hour: string): string {
  const today = now.slice(0, 10)
  const day = now.slice(11, 16) >= hour ? today : addDays(today, -1)
  return `${day}T${hour}`
}

function lastOfEach<T>(newestFirst: readonly T[], periodOf: (item: T) => string, periods: number): T[] {
  const last = new Map<string, T>()
  for (const item of newestFirst) if (!last.has(periodOf(item))) last.set(periodOf(item), item)
  return [...last.values()].slice(0, periods)
}

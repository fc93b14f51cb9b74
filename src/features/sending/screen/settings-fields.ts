import type { Level } from '#domain/dunning/levels.ts'
import type { Sending, SettingsFields } from '../contract.ts'

/** The settings being edited, each field as it is typed. */
export interface SettingsForm {
  readonly from: string
  readonly until: string
  readonly replyTo: string
  readonly signature: string
  readonly levels: readonly LevelForm[]
}

export interface LevelForm {
  readonly level: Level
  readonly accountId: number | null
  readonly copyTo: string
}

export function settingsFormOf({ hours, replyTo, signature, levels }: Sending): SettingsForm {
  return {
    ...hours,
    replyTo: replyTo ?? '',
    signature,
    levels: levels.map(({ copyTo, ...level }) => ({ ...level, copyTo: copyTo.join(', ') })),
  }
}

/** What would be saved; null while a field cannot be read. */
export function settingsFieldsOf(form: SettingsForm): SettingsFields | null {
  const replyTo = form.replyTo.trim()
  const levels = form.levels.map((level) => ({ ...level, copyTo: addressesIn(level.copyTo) }))
  if (!isTime(form.from) || !isTime(form.until) || form.from >= form.until) return null
  if (replyTo !== '' && !isAddress(replyTo)) return null
  if (levels.some(({ copyTo }) => copyTo === null)) return null
  return {
    hours: { from: form.from, until: form.until },
    replyTo: replyTo === '' ? null : replyTo,
    signature: form.signature,
    levels: levels.map(({ copyTo, ...level }) => ({ ...level, copyTo: copyTo ?? [] })),
  }
}

export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** Whether it looks like an address; the server looks closer. */
export function isAddress(text: string): boolean {
  return /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(text)
}

/** The addresses of a field; null when one is none, or when there are more than five. */
export function addressesIn(text: string): string[] | null {
  const addresses = text
    .split(/[,;\s]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '')
  return addresses.length <= 5 && addresses.every(isAddress) ? addresses : null
}

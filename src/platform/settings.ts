import { RelancesError } from '#domain/errors.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A variable that is set. An empty one, as `VAR= npm start` gives, means "not set". */
export function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim()
}

/** The refusal of a value that makes no sense; a secret is told without its value. */
export function badSetting(name: string, value: string): RelancesError {
  return new RelancesError('invalid', 'platform.bad-setting', { name, value })
}

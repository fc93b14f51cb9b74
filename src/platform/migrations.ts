/** The immutable SQL files of `migrations/`, in order. A released file is never edited: add one. */
export const MIGRATIONS: readonly { readonly version: number; readonly file: string }[] = [
  { version: 1, file: '0001-foundation.sql' },
]

/** The immutable SQL files of `migrations/`, in order. A released file is never edited: add one. */
export const MIGRATIONS: readonly { readonly version: number; readonly file: string }[] = [
  { version: 1, file: '0001-foundation.sql' },
  { version: 2, file: '0002-letter-texts.sql' },
  { version: 3, file: '0003-late-payment-rates.sql' },
  { version: 4, file: '0004-company-identity.sql' },
  { version: 5, file: '0005-bank.sql' },
  { version: 6, file: '0006-receivables.sql' },
  { version: 7, file: '0007-customer-relations.sql' },
  { version: 8, file: '0008-people.sql' },
  { version: 9, file: '0009-audit.sql' },
  { version: 10, file: '0010-personal-data.sql' },
  { version: 11, file: '0011-sales.sql' },
  { version: 13, file: '0013-feeds.sql' },
  { version: 14, file: '0014-identity.sql' },
  { version: 17, file: '0017-confirmation.sql' },
  { version: 18, file: '0018-letters.sql' },
  { version: 20, file: '0020-probable-payments.sql' },
]

/** Families of what is recorded, as one looks for them. */
export const JOURNAL_KINDS = [
  'money',
  'reminders',
  'blocks',
  'customers',
  'imports',
  'bank',
  'settings',
  'people',
  'personal-data',
] as const
export type JournalKind = (typeof JOURNAL_KINDS)[number]

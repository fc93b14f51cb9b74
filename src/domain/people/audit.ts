/** Families of what is recorded, as one looks for them. */
export const AUDIT_KINDS = [
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
export type AuditKind = (typeof AUDIT_KINDS)[number]

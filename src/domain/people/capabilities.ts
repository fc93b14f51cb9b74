/** What a person of a company may do, from reading only to everything. */
export const ROLES = ['reader', 'reminder', 'manager', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/**
 * Everything the product lets someone do, with the least role it takes in that company.
 * The server checks it before each route, and the screens say why a button is disabled: one table for both.
 */
export const CAPABILITIES = {
  read: 'reader',
  /** Makes, prints, confirms and discards runs of letters. */
  remind: 'reminder',
  'set-level': 'reminder',
  /** Sets a client or an invoice aside, logs calls, notes, promises and disputes, and lifts them. */
  block: 'reminder',
  /** Undoes one's own run on the day it was confirmed; any other run takes "undo". */
  'undo-own': 'reminder',
  undo: 'manager',
  /** Imports files, and cancels an import nothing depends on. */
  import: 'manager',
  /** Writes invoices, credit notes and payments by hand, and allocates them. */
  allocate: 'manager',
  'edit-customer': 'manager',
  'edit-texts': 'manager',
  'edit-procedure': 'manager',
  'edit-rates': 'manager',
  'edit-company': 'administrator',
  /** Sets the accounts e-mails leave from, and lets them leave. */
  'manage-sending': 'administrator',
  /** Sets the addresses that are told of what happens. */
  'manage-webhooks': 'administrator',
  'manage-sources': 'administrator',
  'create-company': 'administrator',
  'manage-users': 'administrator',
  'read-audit': 'administrator',
  'manage-backups': 'administrator',
  /** Exports or anonymises all that concerns one client. */
  'personal-data': 'administrator',
} as const satisfies Record<string, Role>
export type Capability = keyof typeof CAPABILITIES

/** What is not about one company: it takes the role everywhere, in the companies to come included. */
const OF_THE_INSTALLATION: readonly Capability[] = ['create-company', 'manage-backups']

/** Whether this takes the role in all companies at once. */
export function isOfTheInstallation(capability: Capability): boolean {
  return OF_THE_INSTALLATION.includes(capability)
}

/** The roles of one person, or of one key. */
export interface Roles {
  /** In all companies, those to come included; null when it depends on the company. */
  readonly everywhere: Role | null
  /** By company code. */
  readonly byCompany: Readonly<Record<string, Role>>
}

/** Whether someone may do this in that company, or in one of theirs at least when none is named. */
export function isAllowed(roles: Roles, capability: Capability, companyCode?: string): boolean {
  if (roles.everywhere !== null && can(roles.everywhere, capability)) return true
  if (isOfTheInstallation(capability)) return false
  const held = companyCode === undefined ? Object.values(roles.byCompany) : [roles.byCompany[companyCode]]
  return held.some((role) => role !== undefined && can(role, capability))
}

/** Whether someone may do more than before, in one company at least. */
export function haveGrown(before: Roles, after: Roles): boolean {
  const isMore = (from: Role | null | undefined, to: Role | null | undefined) => rankOf(to) > rankOf(from)
  if (isMore(before.everywhere, after.everywhere)) return true
  return Object.entries(after.byCompany).some(([code, role]) =>
    isMore(higher(before.everywhere, before.byCompany[code]), role),
  )
}

/**
 * Whether someone administers every company a person works in: what concerns the whole account of a person
 * (its password, its being active) takes that, or the administrator of one company would take over an account
 * of another.
 */
export function administersWhole(holder: Roles, person: Roles): boolean {
  if (isAllowed({ everywhere: holder.everywhere, byCompany: {} }, 'manage-users')) return true
  if (person.everywhere !== null || !isAllowed(holder, 'manage-users')) return false
  return Object.keys(person.byCompany).every((code) => isAllowed(holder, 'manage-users', code))
}

/** The roles a key of this person has in the companies it is narrowed to; null: in all of theirs. */
export function narrowRoles(roles: Roles, companies: readonly string[] | null): Roles {
  if (companies === null) return roles
  const kept = companies.flatMap((code) => {
    const role = higher(roles.everywhere, roles.byCompany[code])
    return role === undefined ? [] : [[code, role] as const]
  })
  return { everywhere: null, byCompany: Object.fromEntries(kept) }
}

function higher(...roles: readonly (Role | null | undefined)[]): Role | undefined {
  return ROLES.findLast((role) => roles.includes(role))
}

function rankOf(role: Role | null | undefined): number {
  return role === null || role === undefined ? -1 : ROLES.indexOf(role)
}

/** The higher of the two, or "reader" when there is neither. */
export function highestRole(...roles: readonly (Role | null | undefined)[]): Role {
  return higher(...roles) ?? 'reader'
}

/** Whether a role is enough for a capability. */
export function can(role: Role, capability: Capability): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(CAPABILITIES[capability])
}

import { describe, expect, it, test } from 'vitest'
import {
  CAPABILITIES,
  type Capability,
  can,
  highestRole,
  isAllowed,
  isOfTheInstallation,
  ROLES,
  type Role,
} from './capabilities.ts'

// Written out by hand, every capability by every role: a right that moves must move here too.
const TABLE: Readonly<Record<Capability, readonly Role[]>> = {
  read: ['reader', 'reminder', 'manager', 'administrator'],
  remind: ['reminder', 'manager', 'administrator'],
  'set-level': ['reminder', 'manager', 'administrator'],
  block: ['reminder', 'manager', 'administrator'],
  'undo-own': ['reminder', 'manager', 'administrator'],
  undo: ['manager', 'administrator'],
  import: ['manager', 'administrator'],
  allocate: ['manager', 'administrator'],
  'edit-customer': ['manager', 'administrator'],
  'edit-texts': ['manager', 'administrator'],
  'edit-procedure': ['manager', 'administrator'],
  'edit-rates': ['manager', 'administrator'],
  'edit-company': ['administrator'],
  'create-company': ['administrator'],
  'manage-users': ['administrator'],
  'read-audit': ['administrator'],
  'manage-backups': ['administrator'],
  'personal-data': ['administrator'],
}
const ALL = Object.keys(TABLE) as Capability[]
const EVERYWHERE_ONLY: readonly Capability[] = ['create-company', 'manage-backups']

test('the table names every capability', () => {
  expect(ALL.toSorted()).toEqual(Object.keys(CAPABILITIES).toSorted())
})

describe.each(ALL)('%s', (capability) => {
  test.each(ROLES)('by the %s', (role) => {
    const allowed = TABLE[capability].includes(role)
    const inCompany = allowed && !EVERYWHERE_ONLY.includes(capability)
    const atFnac = { everywhere: null, byCompany: { FNAC: role } }
    expect(can(role, capability)).toBe(allowed)
    expect(isAllowed({ everywhere: role, byCompany: {} }, capability, 'FNAC')).toBe(allowed)
    expect(isAllowed({ everywhere: role, byCompany: {} }, capability)).toBe(allowed)
    expect(isAllowed(atFnac, capability, 'FNAC')).toBe(inCompany)
    expect(isAllowed(atFnac, capability)).toBe(inCompany)
    expect(isAllowed(atFnac, capability, 'ISAGRI')).toBe(false)
    expect(isOfTheInstallation(capability)).toBe(EVERYWHERE_ONLY.includes(capability))
  })
})

describe('where someone may do it', () => {
  const dupont = { everywhere: null, byCompany: { FNAC: 'administrator', ISAGRI: 'reader' } } as const

  it('asks the role of the company named, and of one at least when none is', () => {
    expect(isAllowed(dupont, 'remind', 'FNAC')).toBe(true)
    expect(isAllowed(dupont, 'remind', 'ISAGRI')).toBe(false)
    expect(isAllowed(dupont, 'remind', 'UNKNOWN')).toBe(false)
    expect(isAllowed(dupont, 'remind')).toBe(true)
  })

  it('adds a role held everywhere to the one held in a company', () => {
    const reader = { everywhere: 'reader', byCompany: { FNAC: 'manager' } } as const
    expect(isAllowed(reader, 'import', 'FNAC')).toBe(true)
    expect(isAllowed(reader, 'import', 'ISAGRI')).toBe(false)
    expect(isAllowed(reader, 'read', 'ISAGRI')).toBe(true)
  })

  it('gives nothing to who has no role', () => {
    expect(isAllowed({ everywhere: null, byCompany: {} }, 'read')).toBe(false)
  })
})

test.each<[Role, (Role | null | undefined)[]]>([
  ['reader', []],
  ['reader', [null, undefined]],
  ['reminder', ['reader', 'reminder']],
  ['manager', ['manager', null, 'reminder']],
  ['administrator', ['administrator', 'reader']],
])('the highest role is %s among %j', (highest, roles) => {
  expect(highestRole(...roles)).toBe(highest)
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  administersWhole,
  CAPABILITIES,
  type Capability,
  can,
  haveGrown,
  highestRole,
  isAllowed,
  isOfTheInstallation,
  narrowRoles,
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
  'manage-sending': ['administrator'],
  'manage-webhooks': ['administrator'],
  'manage-sources': ['administrator'],
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

const someRole = fc.constantFrom<Role>(...ROLES)
const someRoles = fc.record({
  everywhere: fc.option(someRole),
  byCompany: fc.dictionary(fc.constantFrom('FNAC', 'ISAGRI', 'TRU'), someRole),
})

describe('rights that grow', () => {
  const none = { everywhere: null, byCompany: {} }
  const reader = { everywhere: null, byCompany: { FNAC: 'reader' } } as const

  it('sees a higher role, another company, or everywhere; not what was had already', () => {
    expect(haveGrown(reader, { everywhere: null, byCompany: { FNAC: 'manager' } })).toBe(true)
    expect(haveGrown(reader, { everywhere: null, byCompany: { FNAC: 'reader', ISAGRI: 'reader' } })).toBe(
      true,
    )
    expect(haveGrown(reader, { everywhere: 'reader', byCompany: {} })).toBe(true)
    expect(haveGrown(reader, none)).toBe(false)
    expect(haveGrown({ everywhere: 'manager', byCompany: {} }, { ...reader, everywhere: 'manager' })).toBe(
      false,
    )
  })

  it('nobody grows by staying, and what one may newly do in a company is growing', () => {
    fc.assert(
      fc.property(someRoles, someRoles, fc.constantFrom('FNAC', 'ISAGRI', 'NEW'), (before, after, code) => {
        expect(haveGrown(before, before)).toBe(false)
        for (const capability of ['read', 'remind', 'undo', 'manage-users'] as const) {
          if (isAllowed(after, capability, code) && !isAllowed(before, capability, code)) {
            expect(haveGrown(before, after)).toBe(true)
          }
        }
      }),
    )
  })
})

describe('whom someone administers wholly', () => {
  it('takes each of their companies, and everywhere for who is everywhere', () => {
    const isagri = { everywhere: null, byCompany: { ISAGRI: 'administrator' } } as const
    expect(administersWhole(isagri, { everywhere: null, byCompany: { ISAGRI: 'manager' } })).toBe(true)
    expect(
      administersWhole(isagri, { everywhere: null, byCompany: { ISAGRI: 'reader', FNAC: 'reader' } }),
    ).toBe(false)
    expect(administersWhole(isagri, { everywhere: 'reader', byCompany: {} })).toBe(false)
    expect(administersWhole({ everywhere: null, byCompany: { FNAC: 'manager' } }, isagri)).toBe(false)
    expect(administersWhole({ everywhere: 'administrator', byCompany: {} }, isagri)).toBe(true)
  })

  it('a key narrowed to companies is never more than its maker', () => {
    fc.assert(
      fc.property(
        someRoles,
        fc.option(fc.uniqueArray(fc.constantFrom('FNAC', 'ISAGRI', 'NEW'))),
        (roles, kept) => {
          expect(haveGrown(roles, narrowRoles(roles, kept))).toBe(false)
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { can, isAllowed } from './capabilities.ts'

describe('what each role may do', () => {
  it('lets the assistant remind, and leaves imports and texts to the manager', () => {
    expect(can('reminder', 'remind')).toBe(true)
    expect(can('reminder', 'import')).toBe(false)
    expect(can('reminder', 'edit-texts')).toBe(false)
    expect(can('manager', 'edit-texts')).toBe(true)
  })

  it('keeps companies and users for the administrator', () => {
    expect(can('manager', 'edit-company')).toBe(false)
    expect(can('administrator', 'manage-users')).toBe(true)
  })

  it('lets the reader read, and nothing else', () => {
    expect(can('reader', 'read')).toBe(true)
    expect(can('reader', 'set-level')).toBe(false)
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

  it('does not let the administrator of one company create others', () => {
    expect(isAllowed(dupont, 'create-company')).toBe(false)
    expect(isAllowed({ everywhere: 'administrator', byCompany: {} }, 'create-company')).toBe(true)
    expect(isAllowed({ everywhere: 'manager', byCompany: {} }, 'create-company')).toBe(false)
  })
})

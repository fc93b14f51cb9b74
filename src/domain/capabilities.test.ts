import { describe, expect, it } from 'vitest'
import { can } from './capabilities.ts'

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

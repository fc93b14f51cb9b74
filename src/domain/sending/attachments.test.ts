import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentName, attachmentsWithin } from './attachments.ts'

const file = (name: string, bytes: number) => ({ name, bytes })

test('within the limit, all invoices go', () => {
  const files = [file('FA-1', 100_000), file('FA-2', 200_000)]
  expect(attachmentsWithin(files, 1_000_000)).toEqual({ sent: files, leftOut: [] })
})

test('the large invoice is left out, the small ones after it go', () => {
  const { sent, leftOut } = attachmentsWithin(
    [file('FA-1', 100_000), file('FA-2', 9_000_000), file('FA-3', 50_000)],
    1_000_000,
  )
  expect(sent.map((one) => one.name)).toEqual(['FA-1', 'FA-3'])
  expect(leftOut.map((one) => one.name)).toEqual(['FA-2'])
})

test('whatever the files: none is lost, and what goes stays within the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5_000_000)),
      fc.nat(10_000_000),
      fc.nat(1_000_000),
      (sizes, limit, reserved) => {
        const files = sizes.map((bytes, index) => file(String(index), bytes))
        const { sent, leftOut } = attachmentsWithin(files, limit, reserved)
        expect([...sent, ...leftOut].length).toBe(files.length)
        const total = sent.reduce((sum, one) => sum + one.bytes * 1.37, sent.length > 0 ? reserved * 1.37 : 0)
        expect(total).toBeLessThanOrEqual(limit + 1e-6)
      },
    ),
  )
})

test('a name of a file cannot write a header, leave its folder or be empty', () => {
  expect(attachmentName('FA-77.pdf', 'pdf')).toBe('FA-77.pdf')
  expect(attachmentName('../../etc/passwd', 'pdf')).toBe('passwd.pdf')
  expect(attachmentName('C:\\temp\\FA "77"\r\nBcc: x@y.example', 'pdf')).toBe('FA 77Bcc x@y.example.pdf')
  expect(attachmentName('...', 'xml')).toBe('document.xml')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const clean = attachmentName(name, 'pdf')
      expect(clean).toMatch(/^[^\r\n"\\/\u202e]{1,90}\.pdf$/u)
    }),
  )
})

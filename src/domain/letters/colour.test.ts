import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastOnWhite, isColour, isReadable, readableShade } from './colour.ts'

test('contrasts that everybody agrees on', () => {
  expect(contrastOnWhite('#000000')).toBe(21)
  expect(contrastOnWhite('#ffffff')).toBe(1)
  // The lightest grey that WCAG AA accepts on white.
  expect([isReadable('#767676'), isReadable('#777777')]).toEqual([true, false])
})

test('a pale colour is darkened until it can be read, a readable one is left alone', () => {
  expect(readableShade('#24479E')).toBe('#24479e')
  expect(readableShade('#ffd400')).not.toBe('#ffd400')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const shade = readableShade(`#${value.toString(16).padStart(6, '0')}`)
      expect(isColour(shade) && isReadable(shade)).toBe(true)
      expect(readableShade(shade)).toBe(shade)
    }),
  )
})

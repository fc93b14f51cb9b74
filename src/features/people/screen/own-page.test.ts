import { expect, test } from 'vitest'
import { isOwnPage } from './own-page.ts'

const OURS = 'https://relances.example'

test.each(['/', '/relances?au=2026-03-30', '/clients/12#notes', '/a//b'])(
  '%j is a page of ours',
  (address) => {
    expect(isOwnPage(address, OURS)).toBe(true)
  },
)

test.each([
  undefined,
  '',
  'relances',
  'https://pirate.example/',
  '//pirate.example',
  '/\\pirate.example',
  '/\t/pirate.example',
  '/\n/pirate.example',
  '/\r\\pirate.example',
  'javascript:alert(1)',
  '//',
])('after signing in, nobody is sent to %j', (address) => {
  expect(isOwnPage(address, OURS)).toBe(false)
})

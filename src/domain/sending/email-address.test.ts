import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainOf, emailAddresses, isEmailAddress } from './email-address.ts'

test('addresses of customers, as they are typed', () => {
  for (const good of ['compta@dupont.fr', 'a.b+c@sous.domaine.example', "o'neil@x.ie", 'x@xn--dupont-fra.fr'])
    expect([good, isEmailAddress(good)]).toEqual([good, true])
  for (const bad of [
    '',
    'dupont',
    '@x.fr',
    'a@',
    'a@b',
    'a b@x.fr',
    'a@x.fr,b@x.fr',
    'é@x.fr',
    'a..b@x.fr',
    '"a"@x.fr',
  ])
    expect([bad, isEmailAddress(bad)]).toEqual([bad, false])
})

test('a cell with two addresses has two', () => {
  expect(emailAddresses('a@x.fr; b@x.fr')).toEqual(['a@x.fr', 'b@x.fr'])
  expect(emailAddresses(null)).toEqual([])
})

test('nothing that passes can write a header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const address = `${text}@x.fr`
      if (isEmailAddress(address)) expect(address).not.toMatch(/[\s<>,;:"()[\]\\\r\n]/)
    }),
  )
  expect(isEmailAddress('a@x.fr\r\nBcc: b@y.fr')).toBe(false)
  expect(domainOf('a@X.FR')).toBe('x.fr')
})

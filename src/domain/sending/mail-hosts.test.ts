import { expect, test } from 'vitest'
import { domainOf, guessMailHost, isHostDomain } from './mail-hosts.ts'

test.each([
  ['orange.fr', [], 'Orange', 'smtp.orange.fr', null],
  ['wanadoo.fr', [], 'Orange', 'smtp.orange.fr', null],
  ['gmail.com', ['gmail-smtp-in.l.google.com'], 'Google', 'smtp.gmail.com', 'google'],
  ['chene.example', ['mx1.mail.ovh.net', 'mx2.mail.ovh.net'], 'OVHcloud', 'ssl0.ovh.net', null],
  ['chene.example', ['spool.mail.gandi.net.'], 'Gandi', 'mail.gandi.net', null],
  [
    'chene.example',
    ['chene-example.mail.protection.outlook.com'],
    'Microsoft 365',
    'smtp.office365.com',
    'microsoft',
  ],
  ['chene.example', ['ASPMX.L.GOOGLE.COM'], 'Google', 'smtp.gmail.com', 'google'],
] as const)('%s, received by %j, is at %s', (domain, receivers, name, host, provider) => {
  expect(guessMailHost(domain, receivers)).toMatchObject({
    name,
    server: { host },
    provider,
    isUnsure: false,
  })
})

test('a host that nobody knows is guessed from the domain, and said to be a guess', () => {
  expect(guessMailHost('chene.example', ['mx.filtre.example'])).toEqual({
    name: 'chene.example',
    server: { host: 'mail.chene.example', port: 465, security: 'tls' },
    provider: null,
    isUnsure: true,
  })
  // The end of a name, not of its letters.
  expect(guessMailHost('chene.example', ['mx.fauxgoogle.com']).isUnsure).toBe(true)
})

test.each([
  ['compta@Chene.Example', 'chene.example'],
  ['compta@localhost', null],
  ['compta', null],
])('the domain of %s is %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain)
})

test('an address of a host is not of a domain of one’s own', () => {
  expect(isHostDomain('orange.fr')).toBe(true)
  expect(isHostDomain('chene.example')).toBe(false)
})

import { expect, test } from 'vitest'
import { checkDomain, type DomainRecords } from './domain-check.ts'

const NOTHING: DomainRecords = { domain: 'chene.example', texts: [], dmarc: [], dkim: [] }
const KEY = 'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC'

function findings(records: Partial<DomainRecords>, host: string | null = 'ssl0.ovh.net') {
  return checkDomain({ ...NOTHING, ...records }, host).map(({ finding }) => finding)
}

test('a domain of OVHcloud with all three in order', () => {
  const lines = checkDomain(
    {
      domain: 'chene.example',
      texts: ['google-site-verification=abc', 'v=spf1 include:mx.ovh.com -all'],
      dmarc: ['v=DMARC1; p=quarantine; rua=mailto:dmarc@chene.example'],
      dkim: [{ selector: 'ovhmo-selector-1', text: KEY }],
    },
    'ssl0.ovh.net',
  )
  expect(lines).toMatchObject([
    { what: 'spf', finding: 'spf-good', weight: 'good', record: 'v=spf1 include:mx.ovh.com -all' },
    { what: 'dkim', finding: 'dkim-good', weight: 'good', detail: 'ovhmo-selector-1' },
    { what: 'dmarc', finding: 'dmarc-enforced', weight: 'good' },
  ])
})

test('a domain of which the DNS says nothing, and a DNS that says nothing', () => {
  expect(findings({})).toEqual(['spf-none', 'dkim-not-found', 'dmarc-none'])
  expect(checkDomain(NOTHING, 'ssl0.ovh.net')[0]?.detail).toBe('mx.ovh.com')
  expect(findings({ texts: null, dkim: null, dmarc: null })).toEqual(['unknown', 'unknown', 'unknown'])
})

test.each([
  ['v=spf1 include:spf.protection.outlook.com -all', 'smtp.office365.com', 'spf-good'],
  // Microsoft Graph sends from the same servers.
  ['v=spf1 include:spf.protection.outlook.com -all', null, 'spf-good'],
  ['V=SPF1 Include:_SPF.google.com ~all', 'smtp.gmail.com', 'spf-good'],
  // The firm has left Google for OVHcloud and forgotten to say so.
  ['v=spf1 ip4:192.0.2.10 -all', 'ssl0.ovh.net', 'spf-lacks-host'],
  // What an include holds is not followed: it may name the host.
  ['v=spf1 include:spf.chene.example -all', 'ssl0.ovh.net', 'spf-unsure'],
  ['v=spf1 mx -all', 'mail.chene.example', 'spf-unsure'],
  ['v=spf1 +all', 'ssl0.ovh.net', 'spf-open'],
  ['v=spf1 all', 'ssl0.ovh.net', 'spf-open'],
  [
    `v=spf1 ${Array.from({ length: 11 }, (_, at) => `include:s${at}.example`).join(' ')} -all`,
    'ssl0.ovh.net',
    'spf-many-lookups',
  ],
] as const)('« %s » for %s is %s', (text, host, expected) => {
  expect(findings({ texts: [text] }, host)[0]).toBe(expected)
})

test('two records of SPF are none: mailboxes refuse both', () => {
  expect(findings({ texts: ['v=spf1 include:mx.ovh.com -all', 'v=spf1 mx -all'] })[0]).toBe('spf-several')
  expect(findings({ texts: ['v=spf10 -all'] })[0]).toBe('spf-none')
})

test('a key of DKIM that is empty has been withdrawn', () => {
  expect(findings({ dkim: [{ selector: 'mail', text: 'v=DKIM1; p=' }] })[1]).toBe('dkim-revoked')
  expect(
    findings({
      dkim: [
        { selector: 'mail', text: 'v=DKIM1; p=' },
        { selector: 's1', text: KEY },
      ],
    })[1],
  ).toBe('dkim-good')
  // A name that answers anything with one text is no key.
  expect(findings({ dkim: [{ selector: 'mail', text: 'v=spf1 -all' }] })[1]).toBe('dkim-not-found')
})

test.each([
  ['v=DMARC1; p=none', 'dmarc-watches'],
  ['v=DMARC1; p=reject', 'dmarc-enforced'],
  ['v=DMARC1; sp=reject; p=none', 'dmarc-watches'],
  ['v=DMARC1', 'dmarc-watches'],
  ['v=DMARC10; p=reject', 'dmarc-none'],
])('« %s » is %s', (text, expected) => {
  expect(findings({ dmarc: [text] })[2]).toBe(expected)
})

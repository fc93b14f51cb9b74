import { expect, test } from 'vitest'
import { type MailDns, mailReceivers, readDomainRecords } from './mail-dns.ts'

/** A DNS that knows these names; the others do not exist, or nobody answers. */
function dnsOf(known: Readonly<Record<string, readonly (readonly string[])[]>>, otherwise = 'ENOTFOUND') {
  const asked: string[] = []
  const dns: MailDns = {
    resolveTxt: async (name: string) => {
      asked.push(name)
      const found = known[name]
      if (found) return found.map((pieces) => [...pieces])
      throw Object.assign(new Error(name), { code: otherwise })
    },
    resolveMx: async (name: string) => {
      const found = known[name]
      if (found) return found.map(([exchange = '', priority]) => ({ exchange, priority: Number(priority) }))
      throw Object.assign(new Error(name), { code: otherwise })
    },
  }
  return { dns, asked }
}

test('the records of a domain, a long one put together again', async () => {
  const { dns } = dnsOf({
    'chene.example': [['v=spf1 include:mx.ovh.com', ' -all'], ['autre=chose']],
    '_dmarc.chene.example': [['v=DMARC1; p=none']],
    'selector1._domainkey.chene.example': [['v=DKIM1; p=MIGf', 'MA0G']],
  })
  expect(await readDomainRecords(dns, 'chene.example')).toEqual({
    domain: 'chene.example',
    texts: ['v=spf1 include:mx.ovh.com -all', 'autre=chose'],
    dmarc: ['v=DMARC1; p=none'],
    dkim: [{ selector: 'selector1', text: 'v=DKIM1; p=MIGfMA0G' }],
  })
})

test('a domain under another has its policy, when it has none', async () => {
  const { dns } = dnsOf({ '_dmarc.chene.example': [['v=DMARC1; p=reject']] })
  expect((await readDomainRecords(dns, 'compta.chene.example')).dmarc).toEqual(['v=DMARC1; p=reject'])
})

test('nothing found is not the same as nobody there', async () => {
  const nothing = await readDomainRecords(dnsOf({}).dns, 'chene.example')
  expect(nothing).toMatchObject({ texts: [], dmarc: [], dkim: [] })
  const nobody = await readDomainRecords(dnsOf({}, 'ETIMEOUT').dns, 'chene.example')
  expect(nobody).toMatchObject({ texts: null, dmarc: null, dkim: null })
})

test('who receives for a domain, the preferred one first', async () => {
  const { dns } = dnsOf({
    'chene.example': [
      ['mx2.mail.ovh.net', '50'],
      ['mx1.mail.ovh.net', '5'],
    ],
  })
  expect(await mailReceivers(dns, 'chene.example')).toEqual(['mx1.mail.ovh.net', 'mx2.mail.ovh.net'])
  expect(await mailReceivers(dnsOf({}, 'ECONNREFUSED').dns, 'chene.example')).toEqual([])
})

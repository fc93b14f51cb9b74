import { expect, test } from 'vitest'
import { checkedAddress, isPublicAddress, networkList } from './outbound-address.ts'

const NONE = networkList([])
const hostOf = (url: string) => new URL(url).hostname

// What somebody who may set an address would try, to reach the server itself, its neighbours or its cloud.
const HOSTILE = [
  ...['http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/'],
  ...[
    'http://0.0.0.0/',
    'http://0/',
    'http://10.0.0.1/',
    'http://10.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
  ],
  ...[
    'http://192.168.1.1/',
    'http://3232235777/',
    'http://169.254.169.254/',
    'http://0xa9fea9fe/',
    'http://100.64.0.1/',
  ],
  ...[
    'http://192.0.0.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://192.0.2.1/',
  ],
  ...[
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:8.8.8.8]/',
  ],
  ...[
    'http://[::127.0.0.1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[ff02::1]/',
  ],
  ...[
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
  ],
  ...['http://[2001:db8::1]/', 'http://[fec0::1]/', 'http://[::ffff:0:127.0.0.1]/', 'http://①②⑦.⓪.⓪.①/'],
]

test.each(HOSTILE)('%s is not reached', async (url) => {
  expect(await checkedAddress(hostOf(url), NONE)).toBeNull()
})

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a01:e0a::1', '2606:4700::1111'])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test('a name is refused whole when one of its addresses is not of the Internet', async () => {
  const both = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.5', family: 4 },
  ]
  expect(await checkedAddress('moitie.exemple.fr', NONE, both)).toBeNull()
  expect(await checkedAddress('moitie.exemple.fr', networkList(['10.0.0.0/24']), both)).toEqual({
    ...{ address: '8.8.8.8', family: 4, isAllowed: false },
  })
  expect(await checkedAddress('vide.exemple.fr', NONE, async () => [])).toBeNull()
})

test('a network that the server allows is reached, and no other', async () => {
  const allowed = networkList(['192.168.1.0/24', 'fd00::5'])
  expect(await checkedAddress('192.168.1.9', allowed)).toMatchObject({ isAllowed: true })
  expect(await checkedAddress('[fd00::5]', allowed)).toMatchObject({ family: 6, isAllowed: true })
  expect(await checkedAddress('192.168.2.9', allowed)).toBeNull()
  expect(await checkedAddress('127.0.0.1', allowed)).toBeNull()
})

import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** Where a connection is made to: the very address that was checked, never the name again. */
export interface CheckedAddress {
  readonly address: string
  readonly family: 4 | 6
  /** It is in a network that whoever runs the server has allowed. */
  readonly isAllowed: boolean
}

/** Asks for the addresses of a name; tests have their own. */
export type ResolveName = (
  name: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>

export const resolveName: ResolveName = (name) => lookup(name, { all: true, verbatim: true })

// Every network of IPv4 that is not the Internet: this machine, its neighbours, carriers, documentation, multicast
// (IANA special-purpose registry).
const CLOSED_IPV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]
// Of IPv6 the Internet is 2000::/3, less what leads back to IPv4 (Teredo, 6to4) and documentation.
const OPEN_IPV6 = ['2000::/3']
const CLOSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const closedIpv4 = networkList(CLOSED_IPV4)
const openIpv6 = networkList(OPEN_IPV6)
const closedIpv6 = networkList(CLOSED_IPV6)

/** True for an address of the Internet, written plainly: one that carries another inside (`::ffff:…`) is none. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !closedIpv4.check(address, 'ipv4')
  if (isIP(address) !== 6 || address.includes('%')) return false
  return openIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6')
}

/** Addresses and networks (CIDR), as `RELANCES_WEBHOOK_NETWORKS` lists them. */
export function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  return list
}

/**
 * The address to connect to for a host, once all its addresses are known to be of the Internet or of a network that is
 * allowed: a name of which one address is not is refused whole. Null then; a name that does not exist throws.
 */
export async function checkedAddress(
  hostname: string,
  allowed: BlockList,
  resolve: ResolveName = resolveName,
): Promise<CheckedAddress | null> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(literal)
  const found = family === 0 ? await resolve(hostname) : [{ address: literal, family }]
  const checked = found.map(({ address }): CheckedAddress | null => {
    const ipFamily = isIP(address) === 6 ? 6 : 4
    const isAllowed = isIP(address) !== 0 && allowed.check(address, ipFamily === 6 ? 'ipv6' : 'ipv4')
    return isAllowed || isPublicAddress(address) ? { address, family: ipFamily, isAllowed } : null
  })
  return checked.includes(null) ? null : (checked[0] ?? null)
}

/**
 * Why an address that a user gave is no address to ask, as far as can be told without asking for its name; null when it may
 * be one. The rest is told by each connection (`checkedAddress`).
 */
export function addressFault(
  text: string,
  networks: readonly string[],
): 'not-an-address' | 'no-password' | 'https-only' | 'private-address' | null {
  if (!URL.canParse(text)) return 'not-an-address'
  const { protocol, hostname, username, password } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'not-an-address'
  if (username !== '' || password !== '') return 'no-password'
  if (protocol === 'http:' && networks.length === 0) return 'https-only'
  return isClosedHost(hostname, networks) ? 'private-address' : null
}

/** True for a host that says by itself that it is no place of the Internet, in no network that is allowed. */
export function isClosedHost(hostname: string, networks: readonly string[]): boolean {
  const allowed = networkList(networks)
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return !allowed.check('127.0.0.1', 'ipv4')
  const literal = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(literal)
  return family !== 0 && !isPublicAddress(literal) && !allowed.check(literal, family === 6 ? 'ipv6' : 'ipv4')
}

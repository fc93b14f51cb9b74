import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { AppEnv } from './router.ts'

// What proxies, tunnels and networks of delivery add: the address they were asked from, or their own trace. There
// is no closed list of them, so they are told by how they are named.
const FORWARDING_HEADERS: readonly RegExp[] = [
  /^(x-)?forwarded/,
  /^(x-)?(original|envoy|azure|appengine|amz|amzn|arr|ms|nf|vercel|cluster|cloud-trace)-/,
  /^(cf|cdn|fastly|fly|akamai|incap|tailscale|ngrok|wl-proxy|proxy-client|do)-/,
  /^(via|client-ip|remote-ip)$/,
  /(client|real|true|remote|originating|connecting|source|user)-?(ip|ipv6|addr|address|host)$/,
]
/** Whether the request says it passed through something: a proxy, a tunnel, a container's gateway. */
export function isForwarded(headers: Headers): boolean {
  return [...headers.keys()].some((name) => FORWARDING_HEADERS.some((known) => known.test(name)))
}

/**
 * Where a request comes from: the address of the socket, or, when that is a proxy we trust, the last address
 * of `X-Forwarded-For` that is not one of them. Anybody can write that header: it is believed from nobody else.
 */
export function clientAddress(c: Context<AppEnv>, proxies: readonly string[]): string {
  const peer = peerAddress(c)
  const trusted = listOf(proxies)
  if (!isIn(trusted, peer)) return peer
  const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => bare(part.trim()))
  const client = chain.findLast((address) => isIP(address) !== 0 && !isIn(trusted, address))
  return client ?? peer
}

// A request made without a port, in a test, has no socket.
function peerAddress(c: Context<AppEnv>): string {
  if (!(c.env as { incoming?: unknown } | undefined)?.incoming) return 'local'
  return bare(getConnInfo(c).remote.address ?? '')
}

// "::ffff:127.0.0.1" is how a socket of both families writes 127.0.0.1.
function bare(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '')
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A load balancer in small: each request goes to the next application that takes connections. */
export interface Proxy {
  readonly address: string
  stop(): void
}

/** `targets` is asked for each request: who is dead is not in it, or refuses. */
export async function startProxy(targets: () => readonly string[]): Promise<Proxy> {
  let turn = 0
  const server = createServer((request, response) => {
    const all = targets()
    const first = turn++
    const order = all.map((_, at) => all[(first + at) % all.length] ?? '')
    pass(request, response, order)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

// An application that refuses the connection has seen nothing of the request: the next one gets it. One that breaks off
// later may have done it: whoever asked is told nothing.
function pass(request: IncomingMessage, response: ServerResponse, [target, ...others]: string[]): void {
  if (target === undefined) return void response.destroy()
  const { method = 'GET', url = '/', headers } = request
  const onward = forward(`${target}${url}`, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
  onward.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNREFUSED') return void response.destroy()
    pass(request, response, others)
  })
  // Nothing is read of the request before the connection stands.
  onward.once('socket', (socket) => socket.once('connect', () => request.pipe(onward)))
}

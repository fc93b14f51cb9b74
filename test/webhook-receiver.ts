import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** A telling as it came. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What the receiver does with what comes: a status with a body, nothing at all, or a cut. */
export type Behaviour =
  | { readonly status: number; readonly body?: string; readonly location?: string }
  | 'silent'
  | 'cut'

/** A program that is told, on a real port of this machine. To be called in a test file. */
export async function openReceiver() {
  const received: Received[] = []
  let behaviour: Behaviour = { status: 200, body: 'merci' }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      body += piece
    })
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body })
      if (behaviour === 'cut') request.socket.destroy()
      else if (behaviour !== 'silent') {
        const { status, body: answer = '', location } = behaviour
        response.writeHead(status, location === undefined ? {} : { location }).end(answer)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/relances`,
    port,
    received,
    behave(next: Behaviour) {
      behaviour = next
    },
    /** What came since the last look. */
    take: () => received.splice(0),
  }
}

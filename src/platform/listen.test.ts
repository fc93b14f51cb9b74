import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Listener, listen } from './listen.ts'

// Short times, and only their order matters: a file sent over a line that is slower than `requestMs` allows.
const PATIENCE = { headersMs: 300, requestMs: 300, silenceMs: 20_000 }

let listener: Listener
beforeAll(async () => {
  const app = {
    fetch: async (request: Request) => new Response(`${(await request.arrayBuffer()).byteLength} bytes`),
  }
  listener = await listen(app, { host: '127.0.0.1', port: 0 }, ['/api/imports'], PATIENCE)
})
afterAll(() => listener.close())

/** Sends `start`, then one byte at a time until `count` are sent or the server cuts; gives what it answered. */
async function sendSlowly(start: string, count: number): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(listener.address).port) })
  let answer = ''
  let isOpen = true
  socket.on('data', (data) => {
    answer += data
  })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isOpen = false
      resolve()
    })
  })
  socket.write(start)
  for (let sent = 0; sent < count && isOpen; sent++) {
    await delay(50)
    socket.write('x')
  }
  await closed
  return answer
}

const headers = (path: string, length: number) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`

it('lets a file take the time its line needs', async () => {
  expect(await sendSlowly(headers('/api/imports', 20), 20)).toContain('20 bytes')
})

it('cuts a request that is no file and never ends', async () => {
  expect(await sendSlowly(headers('/api/runs', 1_000), 1_000)).toBe('')
})

it('cuts headers that are sent one by one', async () => {
  expect(await sendSlowly('POST /api/imports HTTP/1.1\r\nHost: localhost\r\nX: ', 1_000)).not.toContain('200')
})

it('cuts a file that stops coming', async () => {
  const impatient = await listen(
    { fetch: async (request) => new Response(await request.text()) },
    { host: '127.0.0.1', port: 0 },
    ['/api/imports'],
    { ...PATIENCE, silenceMs: 100 },
  )
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(impatient.address).port) })
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(`${headers('/api/imports', 1_000)}half`)
  await closed
  await impatient.close()
})

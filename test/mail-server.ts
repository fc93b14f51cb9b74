import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll } from 'vitest'
import type { MailServer, Security } from '#domain/sending/account.ts'

/** What a mail server of the tests was given. */
export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly userName: string | undefined
  readonly isEncrypted: boolean
}

/** Refuses with this code, then says why. */
export function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}

/** A real SMTP server on this machine: STARTTLS, and one account, `compta@menuiserie.example` / `Chêne-massif-12`. */
export async function startMailServer(options: SMTPServerOptions = {}, security: Security = 'starttls') {
  const received: Received[] = []
  const connections = { opened: 0, closed: 0 }
  const server = new SMTPServer({
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    secure: security === 'tls',
    allowInsecureAuth: security === 'none',
    key: KEY,
    cert: CERTIFICATE,
    authMethods: ['PLAIN', 'XOAUTH2'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections.opened += 1
      done()
    },
    onClose() {
      connections.closed += 1
    },
    onAuth({ method, username, password, accessToken }, _session, done) {
      const isRight =
        method === 'XOAUTH2' ? accessToken === ACCESS_TOKEN : username === USER && password === PASSWORD
      if (isRight) return done(null, { user: username })
      return done(refusal(535, '5.7.8 Error: authentication failed: UGFzc3dvcmQ6'))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
          userName: session.user as string | undefined,
          isEncrypted: session.secure,
        })
        done(null, `2.0.0 Ok: queued as ${received.length}`)
      })
    },
    ...options,
  })
  // A client that goes away in the middle of a sentence is what these tests are about.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { server: { host: 'localhost', port, security } satisfies MailServer, received, connections }
}

/** A server that answers each line as it is told, for what no well-behaved server does. Null ends the link. */
export async function startScriptedServer(
  answer: (line: string, count: number, socket: Socket) => string | null,
) {
  const lines: string[] = []
  const server = createServer((socket) => {
    const say = (text: string | null) =>
      text === null ? socket.destroy() : text === '' ? undefined : socket.write(`${text}\r\n`)
    socket.on('error', () => undefined)
    say(answer('', 0, socket))
    let pending = ''
    socket.on('data', (chunk) => {
      const parts = `${pending}${chunk.toString('latin1')}`.split('\r\n')
      pending = parts.pop() ?? ''
      for (const line of parts) {
        lines.push(line)
        if (!socket.destroyed) say(answer(line, lines.length, socket))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return { server: { host: '127.0.0.1', port, security: 'none' } satisfies MailServer, lines }
}

export const USER = 'compta@menuiserie.example'
export const PASSWORD = 'Chêne-massif-12'
export const ACCESS_TOKEN = 'ya29.un-jeton'

/** For localhost, by itself, until 2120. It protects nothing but these tests. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKJovf9phtZ6T8M9
QbP6KjovK55oAFMl83LA4WvmHEu0a9odKL25NxzYWuIFuBalohjdcq+udTZt8xfr
NdK5y/CjTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBSf5fLeFHutryOkIptJaGl5Wsv4SjAKBggqhkjOPQQD
AgNHADBEAiAsimlIE+Rf/eMQLISkqg8sUsmAboRIjhB5SZe9L217xQIgVL2neGnH
zRQBdAvOad5Dwl3rYYfkiGEFwlje5u7NjnA=
-----END CERTIFICATE-----`
export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgky/hPkhHmETUDWT5
Wt8hgWIjOF7suvgPdefc0IYO8B+hRANCAASiaL3/aYbWek/DPUGz+io6LyueaABT
JfNywOFr5hxLtGvaHSi9uTcc2FriBbgWpaIY3XKvrnU2bfMX6zXSucvw
-----END PRIVATE KEY-----`

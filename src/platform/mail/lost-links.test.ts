import { describe, expect, test, vi } from 'vitest'
import { startMailServer, startScriptedServer } from '../../../test/mail-server.ts'
import { openMailWorld, reminder } from '../../../test/mail-world.ts'

const { mailer, accountOf } = openMailWorld()

/** Answers like a server until the link is to be cut. */
function dialogue(until: string, cut: string | null) {
  let isData = false
  return (line: string) => {
    if (isData) {
      if (line !== '.') return ''
      isData = false
      return until === '.' ? cut : '250 2.0.0 Ok'
    }
    const word = line.split(/[ :]/)[0] ?? ''
    if (word === until) return cut
    if (word === '') return '220 relais ESMTP'
    if (word === 'EHLO') return '250-relais\r\n250 AUTH PLAIN'
    if (word === 'AUTH') return '235 2.7.0 Authentication successful'
    if (word === 'DATA') {
      isData = true
      return '354 Go on'
    }
    return '250 2.0.0 Ok'
  }
}

describe('a link that is lost', () => {
  test.each(['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'])('at %s: nothing was handed over', async (step) => {
    const { server } = await startScriptedServer(dialogue(step, null))
    expect(await mailer.sendMessage(accountOf(server), reminder())).toMatchObject({ kind: 'unreachable' })
  })

  test('after the last line and before the answer: nobody knows', async () => {
    const { server, lines } = await startScriptedServer(dialogue('.', null))
    expect(await mailer.sendMessage(accountOf(server), reminder())).toMatchObject({ kind: 'ambiguous' })
    expect(lines.at(-1)).toBe('.')
  })

  test('by a server that takes the message and never answers: nobody knows either', async () => {
    const { server } = await startScriptedServer(dialogue('.', ''))
    expect(await mailer.sendMessage(accountOf(server), reminder())).toMatchObject({ kind: 'ambiguous' })
  })

  test('in the middle of a large message: its end was never said', async () => {
    let seen = 0
    const talk = dialogue('nothing', null)
    const { server } = await startScriptedServer((line, _count, socket) => {
      if (line.startsWith('yyyy')) seen += 1
      if (seen < 10) return talk(line)
      socket.destroy()
      return ''
    })
    const outcome = await mailer.sendMessage(accountOf(server), reminder(['a@b.example'], 30_000_000))
    expect(outcome).toMatchObject({ kind: 'unreachable' })
  })

  test('because whoever asked stops: before the message it can be tried again', async () => {
    const stop = new AbortController()
    const { server } = await startScriptedServer((line) => {
      if (line.startsWith('MAIL')) stop.abort()
      return line.startsWith('MAIL') ? '' : dialogue('nothing', null)(line)
    })
    expect(await mailer.sendMessage(accountOf(server), reminder(), stop.signal)).toMatchObject({
      kind: 'unreachable',
    })
  })

  test('because the server found a kept one too old: another is opened, once', async () => {
    const { server, received, connections } = await startMailServer({ socketTimeout: 150 })
    const account = accountOf(server)
    await mailer.sendMessage(account, reminder())
    const before = connections.opened
    await vi.waitUntil(() => connections.closed === connections.opened)
    expect(await mailer.sendMessage(account, reminder())).toMatchObject({ kind: 'accepted' })
    expect(received).toHaveLength(2)
    expect(connections.opened).toBe(before + 1)
  })
})

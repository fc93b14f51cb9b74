import { appendFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

// node mail-sink.ts FILE PORT REST: a mail server of its own process, to be killed. It notes each message it takes before it says
// so, by its Message-ID: what is in the file has left, whatever the sender was told.
const [file = '', port = '0', rest = '0'] = process.argv.slice(2)

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => void take(Buffer.concat(chunks).toString('latin1')).then(() => done(null)))
  },
})

// It rests so many milliseconds on both sides of the note: long enough for a kill to fall there.
async function take(raw: string): Promise<void> {
  await delay(Number(rest))
  const id = /^Message-ID:\s*(<[^>]+>)/im.exec(raw)?.[1]
  appendFileSync(file, `${id ?? 'none'}\n`)
  await delay(Number(rest))
}

// Connections are cut by the kill of the other side.
server.on('error', () => undefined)
server.listen(Number(port), 'localhost', () => {
  const address = server.server.address()
  const listens = typeof address === 'object' && address ? address.port : port
  process.stdout.write(`http://localhost:${listens}\n`)
})

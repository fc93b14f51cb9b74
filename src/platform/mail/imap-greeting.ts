import net from 'node:net'
import tls from 'node:tls'
import type { ImapTransport, ImapTransportConnectOptions } from 'imapflow'

/** The code of the error of a socket whose server speaks first, but not IMAP. */
export const NOT_IMAP = 'NOT_IMAP'

/** What a server of IMAP says first (RFC 9051 §7.1): « * OK », « * PREAUTH » or « * BYE ». */
const GREETING = /^\* ?(?:OK|PREAUTH|BYE)\b/i
/** Long enough to tell « * PREAUTH » from all else. */
const TOLD_BY = 10

/**
 * Opens links as imapflow does by itself, but ends one at once when its server greets as another protocol does
 * (« 220 … » of SMTP, « +OK » of POP3): imapflow goes on waiting for a greeting.
 */
export const IMAP_TRANSPORT: ImapTransport = {
  connect(options, onConnect) {
    const socket = open(options, () => {
      onConnect()
      watchGreeting(socket)
    })
    return socket
  },
  upgrade: (socket, { host, port, servername, tls: settings }, onSecure) =>
    tls.connect({ ...named({ host, servername }), port, ...settings, socket }, onSecure),
}

function open(
  { host, port, servername, tls: settings, secure }: ImapTransportConnectOptions,
  onConnect: () => void,
) {
  return secure
    ? tls.connect({ ...named({ host, servername }), port, ...settings }, onConnect)
    : net.connect({ host, port }, onConnect)
}

function named({ host, servername }: { host: string; servername: string | undefined }) {
  return servername === undefined ? { host } : { host, servername }
}

/** Once imapflow reads the socket, so that no byte is taken from it. */
function watchGreeting(socket: net.Socket): void {
  let said = ''
  const look = (bytes: Buffer) => {
    said += bytes.toString('latin1', 0, TOLD_BY)
    if (said.length < TOLD_BY && !said.includes('\n')) return
    socket.off('data', look)
    if (!GREETING.test(said))
      socket.destroy(Object.assign(new Error('not a server of IMAP'), { code: NOT_IMAP }))
  }
  socket.on('data', look)
}

/** A mail as its receiver has judged it. */
export interface JudgedMail {
  /** The address of the sender, in small letters; "" where there is none, or several. */
  readonly from: string
  /** The domains whose signature the receiver found good. */
  readonly signedBy: readonly string[]
  /** Whoever says to have judged it, true or not. */
  readonly judges: readonly string[]
}

/**
 * Who sent a mail, and who signed it, by its headers. Only the results of the receiver named are read (RFC 8601 §5): it takes away
 * those that a sender wrote in its name, and any other name is anybody's.
 */
export function readAuthentication(head: Uint8Array, receiver: string): JudgedMail {
  const headers = headersOf(Buffer.from(head).toString('latin1'))
  const senders = headers.filter(({ name }) => name === 'from')
  const results = headers.filter(({ name }) => name === 'authentication-results')
  return {
    from: senders.length === 1 ? addressOf(senders[0]?.value ?? '') : '',
    signedBy: results.flatMap(({ value }) => signaturesOf(plainOf(value), receiver.toLowerCase())),
    judges: results.map(({ value }) => judgeOf(plainOf(value))),
  }
}

/** True when one of the domains that signed is that of the address, or the one above it (RFC 7489 §3.1.1). */
export function isSignedFor({ from, signedBy }: Pick<JudgedMail, 'from' | 'signedBy'>): boolean {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return from !== '' && signedBy.some((signer) => domain === signer || domain.endsWith(`.${signer}`))
}

/** True when a sender is one of those accepted: whole addresses, or « @domain ». */
export function isAccepted(from: string, accepted: readonly string[]): boolean {
  const [, domain = ''] = from.split('@')
  return from !== '' && accepted.some((one) => (one.startsWith('@') ? `@${domain}` === one : from === one))
}

function headersOf(text: string): { readonly name: string; readonly value: string }[] {
  return text
    .replace(/\r\n/g, '\n')
    .split(/\n(?![ \t])/)
    .flatMap((line) => {
      const colon = line.indexOf(':')
      if (colon <= 0) return []
      return [
        {
          name: line.slice(0, colon).trim().toLowerCase(),
          value: line
            .slice(colon + 1)
            .replace(/\n[ \t]+/g, ' ')
            .trim(),
        },
      ]
    })
}

// « "Cabinet <faux@ailleurs.example>" <compta@cabinet.example> »: the words between quotes are no address.
function addressOf(value: string): string {
  const plain = plainOf(value)
  const named = [...plain.matchAll(/<([^<>]*)>/g)].map(([, address = '']) => address)
  const found = named.length > 0 ? named : plain.split(',')
  const [only = ''] = found
  return found.length === 1 && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(only.trim()) ? only.trim().toLowerCase() : ''
}

// Without the words between quotes and the comments, in which anything may stand.
function plainOf(value: string): string {
  const text = value.replace(/"(?:[^"\\]|\\.)*"/g, '')
  let depth = 0
  let kept = ''
  for (const letter of text) {
    if (letter === '(') depth += 1
    else if (letter === ')' && depth > 0) depth -= 1
    else if (depth === 0) kept += letter
  }
  return kept
}

function signaturesOf(value: string, receiver: string): string[] {
  const [, ...results] = value.split(';')
  if (judgeOf(value) !== receiver) return []
  return results.flatMap((result) => {
    if (!/^\s*dkim\s*=\s*pass(?:\s|$)/i.test(result)) return []
    const domain = /\sheader\.d\s*=\s*"?([A-Za-z0-9.-]+)/.exec(result)?.[1]
    const identity = /\sheader\.i\s*=\s*"?[^\s@"]*@([A-Za-z0-9.-]+)/.exec(result)?.[1]
    const signer = domain ?? identity
    return signer?.includes('.') ? [signer.toLowerCase()] : []
  })
}

// « mx.example.fr 1 »: a version may follow.
function judgeOf(value: string): string {
  return value.split(';')[0]?.trim().split(/\s+/)[0]?.toLowerCase() ?? ''
}

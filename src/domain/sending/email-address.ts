/** What may stand before the @ (RFC 5321, without quotes) and after it: a name with a dot. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/

/**
 * True for an address one can write to, by its form alone. Accents are refused: few servers take them, and most are a
 * slip. Nothing that passes can begin another header or name a second recipient.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  return at > 0 && text.length <= 254 && local.length <= 64 && LOCAL.test(local) && DOMAIN.test(domain)
}

/** The addresses of a cell or a field: "a@x.example; b@x.example". What is no address is left out. */
export function emailAddresses(text: string | null): string[] {
  return (text ?? '').split(/[;,\s]+/).filter(isEmailAddress)
}

/** What stands after the @, in small letters: what a Message-ID ends with. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** What two writings of one address have in common. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase()
}

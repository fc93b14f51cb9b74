/**
 * Whether an address of ours was given to come back to: never another site, whatever link somebody was sent. It is
 * read as the browser will read it, which drops tabs and line ends and takes "\\" for "/".
 */
export function isOwnPage(address: string | undefined, origin: string): address is string {
  if (!address?.startsWith('/') || !URL.canParse(address, origin)) return false
  return new URL(address, origin).origin === origin
}

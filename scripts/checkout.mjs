import { fileURLToPath } from 'node:url'

/** Root of the checkout, whatever the current folder is. */
export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url))

/** Says one line on stderr: stdout belongs to the program that is started next. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends the program with the reason, for a person to read. */
export function giveUp(french, english) {
  say(french)
  say(english)
  process.exit(1)
}

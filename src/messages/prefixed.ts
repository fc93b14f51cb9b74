/** These words under keys that begin by `prefix`, so that one list of words serves several sentences. */
export function prefixed<Prefix extends string, Words extends Readonly<Record<string, string>>>(
  prefix: Prefix,
  words: Words,
): { readonly [Name in keyof Words & string as `${Prefix}${Name}`]: string } {
  const entries = Object.entries(words).map(([name, word]) => [prefix + name, word])
  return Object.fromEntries(entries)
}

/** These words without their first capital. */
export function inSentence<Words extends Readonly<Record<string, string>>>(words: Words): Words {
  const entries = Object.entries(words).map(([name, word]) => [
    name,
    word.charAt(0).toLowerCase() + word.slice(1),
  ])
  return Object.fromEntries(entries)
}

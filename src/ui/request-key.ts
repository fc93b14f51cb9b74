import { useRef } from 'react'

/**
 * The key of a request: the same as long as what is asked is the same, so that pressing twice, or again after a
 * lost answer, does it once.
 */
export function useRequestKey(): (asked: unknown) => string {
  const last = useRef<{ readonly asked: string; readonly key: string } | null>(null)
  return (asked) => {
    const text = JSON.stringify(asked)
    if (last.current?.asked !== text) last.current = { asked: text, key: randomKey() }
    return last.current.key
  }
}

// `crypto.randomUUID` is not there over plain HTTP, on a network of one's own.
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

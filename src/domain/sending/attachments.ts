/** A file that could go with a message. */
export interface Attachable {
  readonly bytes: number
}

/** Base64 makes three bytes four, and breaks each line. */
const ON_THE_WAY = 1.37

/**
 * The files that go with a message, in their order, within a limit; a file too many is left out and those after it are
 * still tried, so that one large file does not keep out ten small ones.
 * @param reserved bytes of what goes whatever its size: the letter
 */
export function attachmentsWithin<File extends Attachable>(
  files: readonly File[],
  limitBytes: number,
  reserved = 0,
): { readonly sent: readonly File[]; readonly leftOut: readonly File[] } {
  const sent: File[] = []
  const leftOut: File[] = []
  let total = reserved * ON_THE_WAY
  for (const file of files) {
    const size = file.bytes * ON_THE_WAY
    if (total + size <= limitBytes) {
      sent.push(file)
      total += size
    } else leftOut.push(file)
  }
  return { sent, leftOut }
}

/**
 * The name of a file in a message: what stands before the last slash, control characters, quotes and what Windows
 * refuses go; never empty, never a way into a header or a folder.
 */
export function attachmentName(name: string, extension: string): string {
  const bare = name
    .replace(/^.*[\\/]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]/g, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const stem = bare.toLowerCase().endsWith(`.${extension}`) ? bare.slice(0, -extension.length - 1) : bare
  return `${[...stem].slice(0, 80).join('') || 'document'}.${extension}`
}

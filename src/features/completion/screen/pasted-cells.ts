/**
 * The cells of a text copied from a spreadsheet: tabs between cells, a line each; a cell that holds a line break or a
 * tab stands between quotes, doubled within it. The line break that ends the last line begins no other.
 */
export function readCells(text: string): string[][] {
  const lines: string[][] = [['']]
  let isQuoted = false
  const put = (more: string) => {
    const line = lines.at(-1) as string[]
    line[line.length - 1] += more
  }
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] as string
    const cell = lines.at(-1)?.at(-1)
    if (isQuoted && letter === '"' && source[at + 1] === '"') {
      put('"')
      at += 1
    } else if (isQuoted && letter === '"') isQuoted = false
    else if (isQuoted) put(letter)
    else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === '\t') lines.at(-1)?.push('')
    else if (letter === '\n') lines.push([''])
    else put(letter)
  }
  return lines
}

/** The same text, for a spreadsheet. */
export function writeCells(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => line.map(writeCell).join('\t')).join('\n')
}

function writeCell(cell: string): string {
  return /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

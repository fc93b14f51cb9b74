const NAME = 'searched'

/** Marks `searched` in the elements, whatever the case or the accents; returns how to unmark. */
export function markText(elements: readonly HTMLElement[], searched: string): () => void {
  // A browser without the highlight API shows the letter unmarked.
  if (searched.trim() === '' || !('highlights' in CSS)) return () => {}
  const ranges = elements.flatMap((element) => rangesIn(element.firstChild, searched))
  const highlight = CSS.highlights.get(NAME) ?? new Highlight()
  CSS.highlights.set(NAME, highlight)
  for (const range of ranges) highlight.add(range)
  return () => {
    for (const range of ranges) highlight.delete(range)
  }
}

function rangesIn(node: Node | null, searched: string): Range[] {
  if (node?.nodeType !== Node.TEXT_NODE || !node.textContent) return []
  return positionsOf(node.textContent, searched).map((start) => {
    const range = document.createRange()
    range.setStart(node, start)
    range.setEnd(node, start + searched.trim().length)
    return range
  })
}

/** Where `searched` begins in `text`, case and accents apart. */
export function positionsOf(text: string, searched: string): number[] {
  const bare = fold(text)
  const wanted = fold(searched.trim())
  const positions: number[] = []
  if (wanted === '') return positions
  for (let at = bare.indexOf(wanted); at >= 0; at = bare.indexOf(wanted, at + wanted.length))
    positions.push(at)
  return positions
}

// Letter by letter, so that positions in the folded text are positions in the text itself.
function fold(text: string): string {
  return [...text.replaceAll(/[\u00a0\u202f]/g, ' ')]
    .map((letter) => (letter.normalize('NFD')[0] ?? letter).toLowerCase().padEnd(letter.length))
    .join('')
}

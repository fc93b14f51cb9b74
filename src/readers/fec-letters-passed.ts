import type { DraftLine } from './fec-draft.ts'

/**
 * Gives the items of a year the letters of the opening lines that repeat them in the next: what is
 * paid there is lettered there. Same document and amount first, then same document, then same
 * amount; what a single total is lettered with is given to all that is left.
 */
export function passLetters(opening: readonly DraftLine[], before: readonly DraftLine[]): void {
  let lettered = opening.filter((line) => line.matchingCode !== '')
  if (lettered.length === 0) return
  const clusters = openClusters(before)
  for (const isAlike of [isSameItem, isSameDocument, isSameAmount]) {
    lettered = lettered.filter((line) => {
      const at = clusters.findIndex((cluster) => cluster.some((item) => isAlike(line, item)))
      if (at < 0) return true
      give(line, clusters.splice(at, 1).flat())
      return false
    })
  }
  const [total, other] = lettered
  if (total && !other) give(total, clusters.flat())
}

/** What is open at the end of the year: each unlettered line, and each group that does not balance. */
function openClusters(before: readonly DraftLine[]): DraftLine[][] {
  const clusters: DraftLine[][] = []
  const groups = new Map<string, DraftLine[]>()
  for (const line of before) {
    if (line.matchingCode === '') clusters.push([line])
    else {
      const key = `${line.matchingYear} ${line.matchingCode}`
      const group = groups.get(key)
      if (group) group.push(line)
      else groups.set(key, [line])
    }
  }
  for (const group of groups.values()) if (netOf(group) !== 0) clusters.push(group)
  return clusters
}

function give(line: DraftLine, items: readonly DraftLine[]): void {
  for (const item of items) {
    item.matchingCode = line.matchingCode
    item.matchingYear = line.matchingYear
    item.dueOn ??= line.dueOn
  }
}

function isSameItem(line: DraftLine, item: DraftLine): boolean {
  return isSameDocument(line, item) && isSameAmount(line, item)
}

function isSameDocument(line: DraftLine, item: DraftLine): boolean {
  return line.pieceRef !== '' && line.pieceRef === item.pieceRef
}

function isSameAmount(line: DraftLine, item: DraftLine): boolean {
  return netOf([line]) === netOf([item])
}

function netOf(lines: readonly DraftLine[]): number {
  let cents = 0
  for (const line of lines) cents += line.debitCents - line.creditCents
  return cents
}

import { mustHave } from '#domain/errors.ts'
/** A piece of a text as it is told apart from another one. */
export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly words: string
}

/** One paragraph of a comparison. */
export interface ParagraphChange {
  readonly kind: 'same' | 'removed' | 'added' | 'changed'
  readonly pieces: readonly TextPiece[]
}

/** Words compared one by one in a pair of paragraphs; longer ones are shown one after the other. */
const MAX_COMPARED = 4_000_000

/**
 * What makes `after` of `before`, paragraph by paragraph and, where one replaces another, word by word.
 * The pieces that are not added, put together, are `before`; those not removed are `after`.
 */
export function textChanges(before: readonly string[], after: readonly string[]): ParagraphChange[] {
  const changes: ParagraphChange[] = []
  let removed: string[] = []
  let added: string[] = []
  const settle = () => {
    const pairs = Math.max(removed.length, added.length)
    for (let index = 0; index < pairs; index += 1) changes.push(paragraphChange(removed[index], added[index]))
    removed = []
    added = []
  }
  for (const { kind, words } of sequenceChanges(before, after)) {
    if (kind === 'removed') removed.push(words)
    else if (kind === 'added') added.push(words)
    else {
      settle()
      changes.push({ kind: 'same', pieces: [{ kind: 'same', words }] })
    }
  }
  settle()
  return changes
}

function paragraphChange(before: string | undefined, after: string | undefined): ParagraphChange {
  if (before === undefined) return { kind: 'added', pieces: [{ kind: 'added', words: after ?? '' }] }
  if (after === undefined) return { kind: 'removed', pieces: [{ kind: 'removed', words: before }] }
  return { kind: 'changed', pieces: joined(sequenceChanges(wordsOf(before), wordsOf(after))) }
}

// The spaces are pieces too, so that nothing is lost when all are put together again.
function wordsOf(paragraph: string): string[] {
  return paragraph.match(/\S+|\s+/gu) ?? []
}

function joined(pieces: readonly TextPiece[]): TextPiece[] {
  const runs: TextPiece[] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    if (last?.kind === piece.kind) runs[runs.length - 1] = { ...last, words: last.words + piece.words }
    else runs.push(piece)
  }
  return runs
}

// Longest common subsequence, by the usual table: texts of letters are short.
function sequenceChanges(before: readonly string[], after: readonly string[]): TextPiece[] {
  const [rows, columns] = [before.length, after.length]
  if (rows * columns > MAX_COMPARED) {
    return [...before.map((words) => piece('removed', words)), ...after.map((words) => piece('added', words))]
  }
  const width = columns + 1
  const lengths = new Uint32Array((rows + 1) * width)
  const lengthAt = (row: number, column: number) => mustHave(lengths[row * width + column], 'a length')
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? lengthAt(row + 1, column + 1) + 1
          : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1))
    }
  }
  const pieces: TextPiece[] = []
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    const [one, other] = [before[row], after[column]]
    if (one !== undefined && one === other) {
      pieces.push(piece('same', one))
      row += 1
      column += 1
    } else if (
      one !== undefined &&
      (other === undefined || lengthAt(row + 1, column) >= lengthAt(row, column + 1))
    ) {
      pieces.push(piece('removed', one))
      row += 1
    } else {
      pieces.push(piece('added', other ?? ''))
      column += 1
    }
  }
  return pieces
}

function piece(kind: TextPiece['kind'], words: string): TextPiece {
  return { kind, words }
}

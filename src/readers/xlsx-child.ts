import { limitProcess } from './process-limits.ts'
import { answerOf, type WorkbookQuestion } from './xlsx-sheet.ts'

// A process of its own: `xlsx.ts` limits its memory and its time, and kills it once it has answered.

// read-excel-file halves the piece of XML it parses each time one takes over 7 ms, with no floor, and
// calls itself for each piece: on a busy machine 150,000 rows take minutes or overflow the stack. In
// this process, which does nothing else, a clock that stands still makes the pieces double instead.
Date.now = () => 0

limitProcess()
process.once('disconnect', () => process.exit())
process.once('message', async (question: WorkbookQuestion) => {
  // Whoever asked may have given up: without the callback `send` would throw then.
  process.send?.(await answerOf(question), () => {})
})

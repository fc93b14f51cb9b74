/**
 * The statements that a bank writes for programs: their name, and how their files' names may end. A table is one that
 * it writes for people (`readers/bank-table.ts`).
 */
export const STATEMENT_FORMATS = {
  'cfonb-120': { name: 'CFONB 120', extensions: ['.cfo', '.dat', '.asc'] },
  'camt-053': { name: 'CAMT.053', extensions: ['.xml'] },
  ofx: { name: 'OFX', extensions: ['.ofx', '.qfx'] },
} as const

export type StatementFormat = keyof typeof STATEMENT_FORMATS

/** "CFONB 120, CAMT.053, OFX". */
export const STATEMENT_FORMAT_NAMES = Object.values(STATEMENT_FORMATS)
  .map(({ name }) => name)
  .join(', ')

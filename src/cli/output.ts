import type { Io } from './command.ts'

/** Prints a result: one JSON document for programs, an indented one for people. */
export function writeResult(io: Io, result: unknown, asJson: boolean | undefined): void {
  io.out(`${asJson ? JSON.stringify(result) : JSON.stringify(result, null, 2)}\n`)
}

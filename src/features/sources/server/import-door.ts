import type { TakenOutcome } from '#domain/receivables/source.ts'
import type { Context } from '#platform/context.ts'

/** A file kept in the store until it has served. */
export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** The door of files, as the imports lend it: what sources find is read, imported and refused as the files of a person are. */
export interface ImportDoor {
  keep(name: string, body: AsyncGenerator<Uint8Array>): Promise<KeptFile>
  forget(file: KeptFile): Promise<void>
  /** What a file looks like, or why it cannot be imported, in words. */
  describe(
    context: Context,
    file: KeptFile,
  ): Promise<{
    readonly kind: string | null
    readonly problem: string | null
    readonly table: { readonly columns: string[]; readonly sample: string[][] } | null
  }>
  /** Puts a file where its owner previews and confirms it. Returns the number of the import. */
  deposit(context: Context, file: KeptFile): Promise<string>
  takeIn(
    context: Context,
    file: KeptFile,
    order: { readonly company: string; readonly isWhole: boolean },
  ): Promise<{
    readonly outcome: TakenOutcome
    readonly counts: {
      readonly invoices: number
      readonly payments: number
      readonly creditNotes: number
      readonly openCents: number
      readonly closed: { readonly instalments: number }
      readonly toConfirm: { readonly items: number }
    }
    readonly problem: string | null
  }>
}

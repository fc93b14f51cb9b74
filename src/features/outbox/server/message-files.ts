import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import type { MessageContent } from '#domain/sending/message.ts'
import { type Archive, extensionOf } from '#platform/archive.ts'
import type { ComposedFile } from './compose-message.ts'

/** The letter of a message: what is attached is what the archive keeps. */
export interface ArchivedLetter {
  readonly on: Day
  readonly sha256: string
}

/** What gives the files of messages. */
export interface FileMaker {
  readonly archive: Archive
  /** The statement of account of a customer at a day, as a PDF. */
  readonly statement: (of: {
    readonly companyId: number
    readonly customerId: number
    readonly on: Day
  }) => Promise<Uint8Array>
}

/** The files of a message with their bytes, in its order. */
export async function filesOf(
  { archive, statement }: FileMaker,
  content: Pick<MessageContent, 'attachments'>,
  of: { readonly companyId: number; readonly customerId: number; readonly letter: ArchivedLetter | null },
): Promise<ComposedFile[]> {
  const files: ComposedFile[] = []
  for (const attachment of content.attachments) {
    const { name } = attachment
    if (attachment.kind === 'invoice') {
      const bytes = await archive.get(attachment.sha256, extensionOf(attachment.mediaType))
      files.push({ name, mediaType: attachment.mediaType, bytes })
    } else {
      const letter = mustHave(of.letter, 'the letter of a message')
      const bytes =
        attachment.kind === 'letter'
          ? await archive.get(letter.sha256)
          : await statement({ companyId: of.companyId, customerId: of.customerId, on: letter.on })
      files.push({ name, mediaType: 'application/pdf', bytes })
    }
  }
  return files
}

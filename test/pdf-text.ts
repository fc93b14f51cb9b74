import { readPdf } from '#letters/pdf-fixture.ts'

/** The words of a PDF, page after page, as a reader would copy them. */
export async function textOfPdf(pdf: Uint8Array): Promise<string> {
  return (await readPdf(pdf)).words.join('\n')
}

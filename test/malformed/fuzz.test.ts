import { describe, expect, test } from 'vitest'
import { en } from '#messages/en/index.ts'
import { fr } from '#messages/fr/index.ts'
import { detect } from '#readers/detect.ts'
import { readEInvoice } from '#readers/e-invoice.ts'
import { eInvoiceFiles } from '#readers/e-invoice-files.ts'
import { readFec } from '#readers/fec.ts'
import { bytesSource, type Source } from '#readers/source.ts'
import { readStatements } from '#readers/statements.ts'
import { readTable } from '#readers/table.ts'
import { zip } from '#readers/xlsx-fixture.ts'
import { mutated, readersUnderTest, seededNumbers } from './readers-under-test.ts'

const CASES = 200
const SLOWEST_MS = 5_000

describe('any bytes end in a result or a reason, soon', async () => {
  test.each(await readersUnderTest())('$name', async ({ name, files, read }) => {
    // The files are good before they are changed; of any kind of file, statements are not books.
    if (name !== 'any file') for (const file of files) expect(await read(file)).toEqual([])
    const below = seededNumbers(1)
    for (let round = 0; round < CASES; round++) {
      const bytes = mutated(files, below)
      const start = performance.now()
      const issues = await read(bytes)
      expect(performance.now() - start, `case ${round}`).toBeLessThan(SLOWEST_MS)
      for (const { code } of issues) {
        expect(fr).toHaveProperty([`readers.${code}`])
        expect(en).toHaveProperty([`readers.${code}`])
      }
    }
  })
})

describe('a file cut at any of its bytes ends in a result or a reason', async () => {
  // The workbook's library may never answer on a cut one: it is asked of a few, the process of its own of them all.
  test.each((await readersUnderTest()).filter(({ name }) => name !== 'XLSX' && name !== 'any file'))(
    '$name',
    async ({ files: [file = new Uint8Array()], read }) => {
      for (let length = 0; length < file.length; length++)
        for (const { code } of await read(file.subarray(0, length)))
          expect(fr).toHaveProperty([`readers.${code}`])
    },
  )
})

describe('what is made to be too much is refused, and soon', () => {
  // A gigabyte without an end of line, made as it is read: nothing may keep it.
  const endless = (head: string): Source => ({
    name: 'sans-fin',
    size: 1_000_000_000,
    async *open() {
      yield Buffer.from(head)
      const chunk = Buffer.alloc(1 << 16, 'a')
      for (let sent = 0; sent < 1_000_000_000; sent += chunk.length) yield chunk
    },
    slice: async (start, end) => Buffer.alloc(Math.min(end - start, 100_000), 'a'),
  })

  test.each([
    ['a FEC', async () => (await readFec(endless('JournalCode\tJournalLib\tEcritureNum\r\n'))).errors],
    ['a list', async () => (await readTable(endless('Facture;Client;Montant\r\n'))).errors],
    [
      'a statement',
      async () =>
        [await readStatements(endless('01'))].flatMap((read) => ('reason' in read ? read.reason : [])),
    ],
    [
      'an e-invoice',
      async () =>
        [await readEInvoice(endless('<Invoice>'))].flatMap((read) => ('reason' in read ? read.reason : [])),
    ],
  ])('%s of one line of a gigabyte', async (_, read) => {
    const before = process.memoryUsage().rss
    const issues = await read()
    expect(issues.map(({ code }) => code).join()).toMatch(
      /line-too-long|file-too-large|missing-columns|not-a-fec/,
    )
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000)
  })

  test('an archive that unzips to gigabytes, one of thousands of files, one inside another', async () => {
    const reasons = async (bytes: Uint8Array) => {
      const found: string[] = []
      for await (const { content } of eInvoiceFiles([bytesSource('lot.zip', bytes)])) {
        found.push('code' in content ? content.code : 'taken')
      }
      return found
    }
    const many = Array.from({ length: 2_001 }, (_, index) => [`${index}.xml`, ''] as const)
    expect(
      await reasons(
        zip(
          [
            ['a.xml', 'a'],
            ['b.xml', 'b'],
          ],
          900_000_000,
        ),
      ),
    ).toEqual(['file-too-large'])
    expect(await reasons(zip(many))).toEqual(['zip-too-many'])
    expect(
      await reasons(
        zip([
          ['a.xml', ' '.repeat(60_000_000)],
          ['b.xml', '<a/>'],
        ]),
      ),
    ).toEqual(['file-too-large', 'taken'])
    expect(await reasons(zip([['a.xml', 'x'.repeat(1000)]], 10))).toEqual(['zip-unreadable'])
    expect(await reasons(zip([['a.zip', 'PK\u0003\u0004']]))).toEqual(['zip-nested'])
  })

  test('XML nested a hundred thousand deep', async () => {
    const deep = `<Invoice>${'<a>'.repeat(100_000)}</Invoice>`
    expect(await readEInvoice(bytesSource('a.xml', Buffer.from(deep)))).toMatchObject({
      reason: { code: 'xml-malformed' },
    })
    expect((await detect(bytesSource('a.xml', Buffer.from(deep)))).format).toBe('e-invoice')
  })
})

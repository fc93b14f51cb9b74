import { describe, expect, test } from 'vitest'
import { detect } from './detect.ts'
import { bytesSource } from './source.ts'
import { type ZipLimits, zippedFiles } from './unzip.ts'
import { zip } from './xlsx-fixture.ts'

const LIMITS: ZipLimits = { files: 10, fileBytes: 1_000_000, totalBytes: 3_000_000 }

async function namesIn(bytes: Uint8Array) {
  const files = await zippedFiles(bytesSource('lot.zip', bytes), LIMITS)
  if ('code' in files) return files.code
  const found: string[] = []
  for await (const { name, content } of files)
    found.push('code' in content ? `${name}: ${content.code}` : name)
  return found
}

describe('names', () => {
  test('are UTF-8, said or not, or the letters of MS-DOS', async () => {
    const dos = Buffer.concat([
      Buffer.from('re'),
      Buffer.from([0x87]),
      Buffer.from('u '),
      Buffer.from([0x82]),
      Buffer.from('t'),
      Buffer.from([0x82, 0x2e]),
      Buffer.from('xml'),
    ])
    expect(
      await namesIn(
        zip([
          ['reçu été.xml', 'a'],
          [dos, 'b'],
        ]),
      ),
    ).toEqual(['reçu été.xml', 'reçu été.xml'])
  })

  test('of folders, and of what systems hide in them, are nobody’s files', async () => {
    const names = [
      '2026/',
      '2026/a.xml',
      '__MACOSX/2026/._a.xml',
      '.DS_Store',
      '2026/.DS_Store',
      '2026/Thumbs.db',
      'dossier\\',
      'dossier\\b.xml',
    ]
    expect(await namesIn(zip(names.map((name) => [name, /[/\\]$/.test(name) ? '' : 'x'])))).toEqual([
      '2026/a.xml',
      'dossier\\b.xml',
    ])
  })
})

describe('what cannot be taken out', () => {
  // The flag stands at 6 of the file's own header, and at 8 of its entry in the directory.
  test('a file under a password says so, alone', async () => {
    const bytes = Buffer.from(
      zip([
        ['a.xml', 'a'],
        ['b.xml', 'b'],
      ]),
    )
    const at = bytes.indexOf('PK\x01\x02', 0, 'latin1') + 8
    bytes[at] = (bytes[at] ?? 0) | 1
    expect(await namesIn(bytes)).toEqual(['a.xml: zip-encrypted', 'b.xml'])
  })

  test('files laid one over the other are each counted as what they declare', async () => {
    const bytes = Buffer.from(
      zip([
        ['a.xml', ' '.repeat(900_000)],
        ['b.xml', ' '.repeat(900_000)],
        ['c.xml', ' '.repeat(900_000)],
      ]),
    )
    // Every entry of the directory points to the first file.
    for (
      let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('PK\x01\x02', at + 1, 'latin1')
    )
      bytes.writeUInt32LE(0, at + 42)
    expect(await namesIn(bytes)).toHaveLength(3)
    for (
      let at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = bytes.indexOf('PK\x01\x02', at + 1, 'latin1')
    )
      bytes.writeUInt32LE(1_000_000, at + 24)
    bytes.writeUInt32LE(2_000_000, bytes.indexOf('PK\x01\x02', 0, 'latin1') + 24)
    expect(await namesIn(bytes)).toBe('file-too-large')
  })

  test('a size that lies, a method nobody has, an offset out of the file, an archive cut anywhere', async () => {
    const good = zip([['a.xml', 'x'.repeat(1000)]])
    const changed = (offset: number, value: number) => {
      const bytes = Buffer.from(good)
      bytes.writeUInt32LE(value, bytes.indexOf('PK\x01\x02', 0, 'latin1') + offset)
      return namesIn(bytes)
    }
    expect(await changed(24, 10)).toEqual(['a.xml: zip-unreadable'])
    expect(await changed(20, 0xffff_fff0)).toEqual(['a.xml: zip-unreadable'])
    expect(await changed(10, 12)).toEqual(['a.xml: zip-unreadable'])
    expect(await changed(42, 0xffff_fff0)).toEqual(['a.xml: zip-unreadable'])
    for (let length = 4; length < good.length; length++)
      expect(await namesIn(good.subarray(0, length))).toBe('zip-unreadable')
  })
})

test.each([
  ['an OpenDocument sheet', ['mimetype', 'content.xml', 'styles.xml']],
  ['a letter of Word', ['[Content_Types].xml', 'word/document.xml']],
  ['a binary workbook', ['[Content_Types].xml', 'xl/workbook.bin']],
])('%s is not taken for an archive of invoices', async (_, names) => {
  const { reason } = await detect(bytesSource('fichier', zip(names.map((name) => [name, '<a/>']))))
  expect(reason?.code).toBe('is-office-document')
})

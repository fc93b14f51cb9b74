import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { bytesSource } from './source.ts'
import { inspectText, textChunks } from './text.ts'

const NAMES = [
  'Société Été',
  'Boulangerie Crêpes & Cie',
  'Menuiserie Gérard Lefèvre',
  'Hôtel de l’Île',
  'CAFÉ DE LA GARE',
  'Garçon Citroën',
]

async function inspect(text: string, encoding: string) {
  const source = bytesSource('f.csv', iconv.encode(text, encoding))
  const { facts } = await inspectText(source)
  let read = ''
  if (facts) for await (const chunk of textChunks(source, facts.encoding)) read += chunk
  return { facts, read }
}

describe('accents written by MS-DOS, an old Macintosh or Windows are read as they were meant', () => {
  test.each(['cp850', 'cp437', 'macintosh', 'windows-1252', 'iso-8859-15', 'utf-8'])(
    'a whole list in %s',
    async (encoding) => {
      const text = `Client;N° facture;Échéance\n${NAMES.map((name, at) => `${name};F${at};01/02/2026`).join('\n')}\n`
      // CP437 and CP850 have no typographic apostrophe, CP437 no capital with a circumflex.
      const written = text.replace('’Î', "'i")
      const { read, facts } = await inspect(written, encoding)
      expect(read.replace(/^\ufeff/, '')).toBe(written)
      expect(facts?.readings).toEqual([])
    },
  )

  test.each(['cp850', 'macintosh', 'windows-1252'])('each of these names alone, in %s', async (encoding) => {
    for (const name of [
      'Société Été',
      'Lefèvre',
      'Gérard',
      'Françoise',
      'CAFÉ',
      'Café',
      'Forêt',
      'À la Une',
    ]) {
      const { read, facts } = await inspect(`Client;Facture;Montant\n${name};F1;10,00\n`, encoding)
      // Where nothing tells, the right reading is among those to choose from.
      const offered = facts?.readings.flatMap(({ samples }) => samples) ?? []
      expect([read.includes(name), offered.some((sample) => sample.includes(name))]).toContain(true)
    }
  })

  test('a no-break space or a euro sign alone is no reason to think of MS-DOS', async () => {
    const { read, facts } = await inspect(
      'Client;Facture;Montant\nDupont;F1;1\u00a0200,00 €\n',
      'windows-1252',
    )
    expect([read.includes('1\u00a0200,00 €'), facts?.readings]).toEqual([true, []])
  })

  test('what other countries write in windows-1252 is still read so', async () => {
    for (const name of ['Søren Ødegård', 'Müller & Söhne', 'São João', 'Peña Ibáñez']) {
      const { read } = await inspect(`Client;Facture;Montant\n${name};F1;10,00\n`, 'windows-1252')
      expect(read).toContain(name)
    }
  })

  test('the encoding that the user has chosen is not questioned', async () => {
    const source = bytesSource('f.csv', iconv.encode('Nom\nSociété\n', 'cp850'))
    const { facts } = await inspectText(source, 'macintosh')
    expect(facts).toMatchObject({ encoding: 'macintosh', readings: [] })
  })
})

import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startLine, startS3 } from '../../test/bucket.ts'
import { BlobMissing, digestOfBlob } from './blob-store.ts'
import { openBucketStore } from './bucket-store.ts'

const { config, port } = await startS3()
const store = openBucketStore(config)
const impatient = { silenceMs: 300, retriesMs: [1] }
const big = randomBytes(20_000_000)

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('a bucket as a store', () => {
  test('keeps bytes under a name, gives them whole or in part, and forgets them', async () => {
    const letter = Buffer.from('Mise en demeure, 1 240,00 €')
    expect(await store.put('archive/ab/lettre.pdf', letter)).toEqual({
      sha256: sha256(letter),
      bytes: letter.length,
    })
    expect(await textOf(store.read('archive/ab/lettre.pdf'))).toBe('Mise en demeure, 1 240,00 €')
    expect(await textOf(store.read('archive/ab/lettre.pdf', { start: 5, end: 15 }))).toBe('en demeure')
    expect(await textOf(store.read('archive/ab/lettre.pdf', { start: 900, end: 950 }))).toBe('')
    expect(await store.size('archive/ab/lettre.pdf')).toBe(letter.length)
    await store.remove('archive/ab/lettre.pdf')
    await store.remove('archive/ab/lettre.pdf')
    expect(await store.size('archive/ab/lettre.pdf')).toBeNull()
    await expect(textOf(store.read('archive/ab/lettre.pdf'))).rejects.toThrow(BlobMissing)
  })

  test('streams what is large by parts, and leaves nothing of what did not come to its end', async () => {
    expect(await store.put('deposits/grand', inPieces(big, 70_000))).toEqual({
      sha256: sha256(big),
      bytes: big.length,
    })
    expect(await digestOfBlob(store, 'deposits/grand')).toBe(sha256(big))
    async function* cutShort() {
      yield big.subarray(0, 17_000_000)
      throw new Error('the browser has left')
    }
    await expect(store.put('deposits/coupé', cutShort())).rejects.toThrow('no name of a blob')
    await expect(store.put('deposits/coupe', cutShort())).rejects.toThrow('the browser has left')
    expect(await store.size('deposits/coupe')).toBeNull()
    expect(await store.put('deposits/vide', inPieces(new Uint8Array(), 1))).toMatchObject({ bytes: 0 })
    expect(await store.size('deposits/vide')).toBe(0)
  })

  test('gives a name to the first who asks', async () => {
    expect(await store.putFirst('store-mark', Buffer.from('un'))).toBe(true)
    expect(await store.putFirst('store-mark', Buffer.from('deux'))).toBe(false)
    expect(await textOf(store.read('store-mark'))).toBe('un')
  })

  test('lists what is below a prefix, page after page, and nothing of its neighbours', async () => {
    const other = openBucketStore({ ...config, prefix: 'autre/' })
    await other.put('liste/x', Buffer.from('x'))
    for (let hundred = 0; hundred < 11; hundred += 1) {
      const names = Array.from({ length: 100 }, (_, one) => `liste/${hundred * 100 + one}`)
      await Promise.all(names.map((name) => store.put(name, Buffer.from('abc'))))
    }
    const found = []
    for await (const { name, bytes } of store.list('liste/')) found.push([name, bytes])
    expect(new Set(found.map(([name]) => name)).size).toBe(1_100)
    expect(found[0]).toEqual(['liste/0', 3])
  })

  test('copies from a bucket of the same service without taking the bytes here', async () => {
    const other = openBucketStore({ ...config, bucket: 'autres', prefix: '' })
    await store.put('archive/cd/facture.xml', Buffer.from('<Invoice/>'))
    expect(await other.copyFrom?.(store, 'archive/cd/facture.xml')).toBe(true)
    expect(await textOf(other.read('archive/cd/facture.xml'))).toBe('<Invoice/>')
    const elsewhere = openBucketStore({ ...config, endpoint: 'https://s3.exemple.fr' })
    expect(await other.copyFrom?.(elsewhere, 'archive/cd/facture.xml')).toBe(false)
  })
})

describe('a line to the bucket', () => {
  test('that is cut in the middle of a document is taken up where it was', async () => {
    const line = await startLine(port)
    await store.put('deposits/grand', big)
    const far = openBucketStore({ ...config, endpoint: line.endpoint }, impatient)
    line.cutAfter(5_000_000)
    expect(await digestOfBlob(far, 'deposits/grand')).toBe(sha256(big))
    line.cutAfter(10)
    expect(await store.size('deposits/grand')).toBe(big.length)
  })

  test('that is silent is given up in a sentence, when it begins and in the middle', async () => {
    const line = await startLine(port)
    const far = openBucketStore({ ...config, endpoint: line.endpoint }, impatient)
    await far.put('deposits/petit', Buffer.from('abc'))
    const reading = far.read('deposits/grand')[Symbol.asyncIterator]()
    await reading.next()
    line.silence()
    const toTheEnd = async () => {
      while (!(await reading.next()).done);
    }
    await expect(toTheEnd()).rejects.toMatchObject({ key: 'blobs.unreachable' })
    await expect(far.put('deposits/petit', Buffer.from('abc'))).rejects.toMatchObject({
      code: 'unavailable',
      key: 'blobs.unreachable',
    })
  })

  test('that leads nowhere, to no bucket, or with the wrong secret says which', async () => {
    const asked = async (changes: Partial<typeof config>) => {
      const far = openBucketStore({ ...config, ...changes }, impatient)
      return await far.put('deposits/petit', Buffer.from('abc')).then(
        () => 'kept',
        ({ key, values }: { key: string; values: object }) => [key, values],
      )
    }
    expect(await asked({ endpoint: 'http://127.0.0.1:9' })).toEqual([
      'blobs.unreachable',
      {
        place: 's3://documents/relances/ (http://127.0.0.1:9)',
        reason: expect.stringMatching(/ECONNREFUSED|bad port/),
      },
    ])
    expect(await asked({ bucket: 'inconnu' })).toMatchObject(['blobs.no-bucket', {}])
    expect(await asked({ secret: 'un autre secret' })).toMatchObject([
      'blobs.refused',
      { reason: 'SignatureDoesNotMatch' },
    ])
  })
})

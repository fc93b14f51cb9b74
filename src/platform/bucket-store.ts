import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import { BlobMissing, type BlobStore, checkName, type ListedBlob, measured } from './blob-store.ts'
import type { BucketConfig } from './bucket-config.ts'
import {
  type BucketAnswer,
  bucketPlace,
  createBucketRequests,
  PATIENCE,
  type Patience,
  unreachable,
} from './bucket-requests.ts'

type Ask = ReturnType<typeof createBucketRequests>

// Sent and signed as a whole, hence held in memory; a bucket takes 10,000 parts of 5 MB at least.
const PART_BYTES = 8 << 20
// Beyond, a service copies by parts only (5 GB).
const COPY_BYTES = 5_000_000_000

/** Bytes in an S3-compatible bucket: whole under their name once `put` has ended, and not at all before. */
export function openBucketStore(config: BucketConfig, patience: Patience = PATIENCE): BlobStore {
  const ask = createBucketRequests(config, patience)
  const place = bucketPlace(config)
  const store: BlobStore = {
    place,
    async put(name, bytes) {
      checkName(name)
      const { bytes: passing, result } = measured(bytes)
      const parts = partsOf(passing)
      const first = await parts.next()
      const second = await parts.next()
      if (first.done || second.done) await ask({ method: 'PUT', name, body: first.value ?? new Uint8Array() })
      else await putInParts(ask, name, joined([first.value, second.value], parts))
      return result()
    },
    async putFirst(name, bytes) {
      if ((await sizeOf(ask, checkName(name))) !== null) return false
      // Services that do not know the condition write all the same: whoever asks reads back what is there.
      const headers = { 'if-none-match': '*' }
      const { status } = await ask({ method: 'PUT', name, headers, body: bytes, expects: [412] })
      return status !== 412
    },
    read: (name, part) => readOn(ask, { name: checkName(name), part, place, patience }),
    size: (name) => sizeOf(ask, checkName(name)),
    list: (prefix) => listOf(ask, config, prefix),
    async remove(name) {
      await ask({ method: 'DELETE', name: checkName(name), expects: [404] })
    },
    async copyFrom(source, name) {
      const from = BUCKETS.get(source)
      // Only the service itself copies, between buckets that one key opens.
      if (from?.endpoint !== config.endpoint || from.key !== config.key) return false
      const bytes = await source.size(name)
      if (bytes === null || bytes > COPY_BYTES) return false
      const headers = { 'x-amz-copy-source': `/${from.bucket}/${from.prefix}${checkName(name)}` }
      await refuseHiddenError(await ask({ method: 'PUT', name, headers }), place)
      return true
    },
  }
  BUCKETS.set(store, config)
  return store
}

/** What a store that is a bucket is opened by. */
const BUCKETS = new WeakMap<BlobStore, BucketConfig>()

/** Pieces of one size, but for the last; none where there is nothing. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const taken = chunk.subarray(at, at + PART_BYTES - size)
      // Copied: who sends may fill the same memory again.
      held.push(Uint8Array.from(taken))
      at += taken.length
      size += taken.length
      if (size < PART_BYTES) continue
      yield Buffer.concat(held)
      held = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(held)
}

async function* joined(
  first: readonly Uint8Array[],
  others: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* first
  yield* others
}

// Nothing has the name before the last request; what was sent is thrown away if that is never reached.
async function putInParts(ask: Ask, name: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const begun = await ask({ method: 'POST', name, query: { uploads: '' } })
  const { UploadId: uploadId } = begunUpload.parse(parseXml(await begun.text())).InitiateMultipartUploadResult
  try {
    const tags: string[] = []
    let bytes = 0
    for await (const body of parts) {
      const query = { partNumber: String(tags.length + 1), uploadId }
      const { headers } = await ask({ method: 'PUT', name, query, body })
      tags.push(z.string().parse(headers.get('etag')))
      bytes += body.length
    }
    await endUpload(ask, name, { uploadId, tags, bytes })
  } catch (error) {
    await ask({ method: 'DELETE', name, query: { uploadId }, expects: [404] }).catch(() => undefined)
    throw error
  }
}

async function endUpload(
  ask: Ask,
  name: string,
  {
    uploadId,
    tags,
    bytes,
  }: { readonly uploadId: string; readonly tags: readonly string[]; readonly bytes: number },
): Promise<void> {
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
  const body = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
  const answer = await ask({ method: 'POST', name, query: { uploadId }, body, expects: [404] })
  // Not known any more: an earlier try whose answer was lost has ended it.
  const isEnded = answer.status !== 404 || (await sizeOf(ask, name)) === bytes
  await refuseHiddenError(answer, name)
  if (!isEnded) throw unreachable(name, new Error('NoSuchUpload'))
}

// What takes long is answered "200" before its end is known.
async function refuseHiddenError(answer: BucketAnswer, place: string): Promise<void> {
  if (answer.status >= 300) return
  const code = /<Error>[\s\S]*<Code>([A-Za-z0-9]+)<\/Code>/.exec(await answer.text())?.[1]
  if (code !== undefined) throw unreachable(place, new Error(code))
}

/** Reads on where a line was cut, as long as the blob is still the same. */
async function* readOn(
  ask: Ask,
  {
    name,
    part,
    place,
    patience,
  }: {
    readonly name: string
    readonly part: { readonly start: number; readonly end: number } | undefined
    readonly place: string
    readonly patience: Patience
  },
): AsyncGenerator<Uint8Array> {
  if (part && part.end <= part.start) return
  let at = part ? part.start : 0
  let tag: string | null = null
  for (let cuts = 0; ; ) {
    const range = part || at > 0 ? { range: `bytes=${at}-${part ? part.end - 1 : ''}` } : {}
    const same: Record<string, string> = tag === null ? {} : { 'if-match': tag }
    const answer = await ask({ method: 'GET', name, headers: { ...range, ...same }, expects: [404, 416] })
    if (answer.status === 404) throw await missing(answer, name, place)
    // Begins beyond the end: there are no such bytes.
    if (answer.status === 416) return
    tag ??= answer.headers.get('etag')
    try {
      for await (const chunk of answer.body()) {
        at += chunk.length
        cuts = 0
        yield chunk
      }
      return
    } catch (error) {
      if (cuts >= patience.retriesMs.length) throw unreachable(place, error)
      cuts += 1
    }
  }
}

async function missing(answer: BucketAnswer, name: string, place: string): Promise<Error> {
  const isBucket = (await answer.text()).includes('<Code>NoSuchBucket</Code>')
  return isBucket ? new RelancesError('unavailable', 'blobs.no-bucket', { place }) : new BlobMissing(name)
}

async function sizeOf(ask: Ask, name: string): Promise<number | null> {
  const { status, headers } = await ask({ method: 'HEAD', name, expects: [404] })
  return status === 404 ? null : z.coerce.number().int().parse(headers.get('content-length'))
}

async function* listOf(ask: Ask, { prefix: own }: BucketConfig, prefix: string): AsyncGenerator<ListedBlob> {
  for (let token: string | undefined; ; ) {
    const page = token === undefined ? {} : { 'continuation-token': token }
    const query = { 'list-type': '2', prefix: `${own}${prefix}`, ...page }
    const answer = await ask({ method: 'GET', name: '', query })
    const { ListBucketResult: found } = listing.parse(parseXml(await answer.text()))
    for (const { Key, Size, LastModified } of found.Contents) {
      yield { name: Key.slice(own.length), bytes: Size, modifiedAt: new Date(LastModified) }
    }
    if (found.IsTruncated !== 'true') return
    token = found.NextContinuationToken
  }
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Contents' })

function parseXml(text: string): unknown {
  return parser.parse(text)
}

const begunUpload = z.object({ InitiateMultipartUploadResult: z.object({ UploadId: z.string().min(1) }) })

const listing = z.object({
  ListBucketResult: z.object({
    IsTruncated: z.string(),
    NextContinuationToken: z.string().optional(),
    Contents: z
      .array(z.object({ Key: z.string(), Size: z.coerce.number().int(), LastModified: z.string() }))
      .default([]),
  }),
})

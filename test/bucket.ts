import crypto from 'node:crypto'
import type { RequestListener } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import S3rver from 's3rver'
import { afterAll } from 'vitest'
import type { BucketConfig } from '#platform/bucket-config.ts'
import { isSigned } from './signed-request.ts'
import { temporaryFolder } from './temporary-folder.ts'

// s3rver makes its marks of pages by DES, which today's Node has only as three times the same.
const { createCipheriv, createDecipheriv } = crypto
const thrice = (key: Buffer) => Buffer.concat([key, key, key])
crypto.createCipheriv = ((name: string, key: Buffer, iv: Buffer) =>
  name === 'des'
    ? createCipheriv('des-ede3-cbc', thrice(key), iv)
    : createCipheriv(name, key, iv)) as typeof createCipheriv
crypto.createDecipheriv = ((name: string, key: Buffer, iv: Buffer) =>
  name === 'des'
    ? createDecipheriv('des-ede3-cbc', thrice(key), iv)
    : createDecipheriv(name, key, iv)) as typeof createDecipheriv

/** A real S3 server on this machine, with two buckets. It is let see only what is signed, for it checks nothing. */
export async function startS3() {
  const directory = temporaryFolder()
  const buckets = ['documents', 'autres']
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: buckets.map((name) => ({ name })),
  })
  const { port } = await server.run()
  afterAll(() => server.close())
  const serve = server.httpServer.listeners('request')[0] as RequestListener
  server.httpServer.removeAllListeners('request')
  server.httpServer.on('request', (request, response) => {
    if (isSigned(request, SECRET)) serve(request, response)
    else response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
  })
  const config: BucketConfig = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'documents',
    region: 'fr-par',
    key: 'S3RVER',
    secret: SECRET,
    prefix: 'relances/',
    isPathStyle: true,
  }
  return { config, port, directory }
}

const SECRET = 'un secret que personne ne devine'

/** The environment that names this bucket. */
export function bucketSettings(config: BucketConfig): Record<string, string> {
  return {
    RELANCES_S3_ENDPOINT: config.endpoint,
    RELANCES_S3_BUCKET: config.bucket,
    RELANCES_S3_REGION: config.region,
    RELANCES_S3_KEY: config.key,
    RELANCES_S3_SECRET: config.secret,
    RELANCES_S3_PREFIX: config.prefix,
  }
}

/** A line to a port of this machine that can be disturbed. */
export async function startLine(port: number) {
  let answersBytes = Number.POSITIVE_INFINITY
  let cuts = 0
  const server = createServer((near: Socket) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far)
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.on('close', () => far.destroy())
    far.on('close', () => near.end())
    far.on('data', (chunk: Buffer) => {
      if (answersBytes === 0) return
      near.write(chunk.subarray(0, answersBytes))
      answersBytes -= chunk.length
      if (answersBytes > 0) return
      near.destroy()
      cuts -= 1
      answersBytes = cuts > 0 ? answersBytes : Number.POSITIVE_INFINITY
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  afterAll(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    /** Cuts the line once, after this many bytes of answers. */
    cutAfter(bytes: number) {
      answersBytes = bytes
      cuts = 1
    },
    /** Nothing comes back any more. */
    silence() {
      answersBytes = 0
    },
  }
}

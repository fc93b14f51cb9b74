import { RelancesError } from '#domain/errors.ts'
import { badSetting, type Environment, filled } from './settings.ts'

/** An S3-compatible bucket, and the key that opens it. */
export interface BucketConfig {
  /** "https://s3.fr-par.scw.cloud": the service, without the bucket. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly key: string
  readonly secret: string
  /** "relances/": what every name begins with; "" for none. */
  readonly prefix: string
  /** Whether the bucket is in the path (`endpoint/bucket/name`), as nearly every service takes it, or in the host. */
  readonly isPathStyle: boolean
}

/** The bucket of the documents, and the one they come from while they are moved from a bucket to another. */
export interface BucketsConfig {
  readonly current: BucketConfig
  readonly former: BucketConfig | null
}

const REQUIRED = ['ENDPOINT', 'BUCKET', 'REGION', 'KEY', 'SECRET'] as const
const OTHERS = ['PREFIX', 'PATH_STYLE', 'FORMER'] as const

/**
 * `RELANCES_S3_…`; null when none is set.
 * @throws RelancesError invalid when one is missing beside the others, or makes no sense
 */
export function readBuckets(env: Environment): BucketsConfig | null {
  const setting = (name: string) => filled(env[`RELANCES_S3_${name}`])
  if ([...REQUIRED, ...OTHERS].every((name) => setting(name) === undefined)) return null
  const need = (name: (typeof REQUIRED)[number]): string => {
    const value = setting(name)
    if (value === undefined)
      throw new RelancesError('invalid', 'blobs.s3-incomplete', { name: `RELANCES_S3_${name}` })
    return value
  }
  const current: BucketConfig = {
    endpoint: readEndpoint(need('ENDPOINT')),
    bucket: readBucketName('RELANCES_S3_BUCKET', need('BUCKET')),
    region: need('REGION'),
    key: need('KEY'),
    secret: need('SECRET'),
    prefix: readPrefix('RELANCES_S3_PREFIX', setting('PREFIX')),
    isPathStyle: readSwitch('RELANCES_S3_PATH_STYLE', setting('PATH_STYLE') ?? '1'),
  }
  return { current, former: readFormer(current, setting('FORMER')) }
}

// "bucket" or "bucket/prefix", of the same service and opened by the same key.
function readFormer(current: BucketConfig, text: string | undefined): BucketConfig | null {
  if (text === undefined) return null
  const name = 'RELANCES_S3_FORMER'
  const [bucket = '', ...prefix] = text.split('/')
  return { ...current, bucket: readBucketName(name, bucket), prefix: readPrefix(name, prefix.join('/')) }
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === ''
  // A key typed in the address would be seen in messages.
  if (!isPlain || url.username !== '') throw badSetting('RELANCES_S3_ENDPOINT', 'https://…')
  return url.origin
}

function readBucketName(name: string, text: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(text)) throw badSetting(name, text)
  return text
}

function readPrefix(name: string, text: string | undefined): string {
  const parts = (text ?? '').split('/').filter((part) => part !== '')
  if (!parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(part))) throw badSetting(name, text ?? '')
  return parts.map((part) => `${part}/`).join('')
}

function readSwitch(name: string, text: string): boolean {
  if (text !== '0' && text !== '1') throw badSetting(name, text)
  return text === '1'
}

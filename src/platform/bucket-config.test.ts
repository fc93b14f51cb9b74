import { describe, expect, test } from 'vitest'
import { readBuckets } from './bucket-config.ts'
import { readConfig } from './config.ts'

const SETTINGS = {
  RELANCES_S3_ENDPOINT: 'https://s3.fr-par.scw.cloud/',
  RELANCES_S3_BUCKET: 'relances-dupont',
  RELANCES_S3_REGION: 'fr-par',
  RELANCES_S3_KEY: 'SCWXXXX',
  RELANCES_S3_SECRET: 'un-secret',
}

describe('readBuckets', () => {
  test('needs no bucket', () => {
    expect(readBuckets({ RELANCES_S3_BUCKET: ' ' })).toBeNull()
  })

  test('names a bucket, with the host or the path, under a prefix, and the one documents come from', () => {
    const others = {
      RELANCES_S3_PREFIX: '/dupont/relances',
      RELANCES_S3_PATH_STYLE: '0',
      RELANCES_S3_FORMER: 'ancien/x',
    }
    expect(readBuckets({ ...SETTINGS, ...others })).toMatchObject({
      current: {
        endpoint: 'https://s3.fr-par.scw.cloud',
        bucket: 'relances-dupont',
        prefix: 'dupont/relances/',
        isPathStyle: false,
      },
      former: { bucket: 'ancien', prefix: 'x/', key: 'SCWXXXX' },
    })
    expect(readBuckets(SETTINGS)).toMatchObject({ current: { prefix: '', isPathStyle: true }, former: null })
  })

  test('refuses one by halves, by the name of what is missing', () => {
    for (const name of Object.keys(SETTINGS)) {
      expect(() => readBuckets({ ...SETTINGS, [name]: '' })).toThrow(
        expect.objectContaining({ key: 'blobs.s3-incomplete', values: { name } }),
      )
    }
  })

  test.each([
    ['RELANCES_S3_ENDPOINT', 's3.fr-par.scw.cloud'],
    ['RELANCES_S3_ENDPOINT', 'https://cle:secret@s3.exemple.fr'],
    ['RELANCES_S3_ENDPOINT', 'https://s3.exemple.fr/bucket'],
    ['RELANCES_S3_BUCKET', '../autre'],
    ['RELANCES_S3_PREFIX', '../autre'],
    ['RELANCES_S3_PATH_STYLE', 'oui'],
    ['RELANCES_S3_FORMER', '/x'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(() => readBuckets({ ...SETTINGS, [name]: value })).toThrow(
      expect.objectContaining({ key: 'platform.bad-setting', values: expect.objectContaining({ name }) }),
    )
  })

  test('never repeats the key or the secret in a refusal', () => {
    const told = (() => {
      try {
        readBuckets({ ...SETTINGS, RELANCES_S3_ENDPOINT: 'https://cle:secret@s3.exemple.fr' })
        return ''
      } catch (error) {
        return String(error)
      }
    })()
    expect(told).toContain('RELANCES_S3_ENDPOINT')
    expect(told).not.toContain('secret@')
  })
})

test('backups go to the bucket, unless a folder is named for them', () => {
  expect(readConfig(SETTINGS).areBackupsInBucket).toBe(true)
  expect(readConfig({ ...SETTINGS, RELANCES_BACKUPS: '/mnt/sauvegardes' }).areBackupsInBucket).toBe(false)
})

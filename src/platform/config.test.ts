import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHECKOUT, readConfig } from './config.ts'

describe('readConfig', () => {
  test('asks for nothing: a data folder in the checkout, the embedded database, this machine only', () => {
    expect(readConfig({})).toEqual({
      dataDir: join(CHECKOUT, 'data'),
      databaseUrl: null,
      replicaUrl: null,
      host: '127.0.0.1',
      port: 4800,
      demo: false,
      today: null,
      logLevel: 'info',
      trustedHosts: [],
      webhookNetworks: [],
      sourceNetworks: [],
      trustedOrigins: [],
      publicUrl: null,
      proxies: [],
      secret: null,
      oidc: null,
      blobFolder: join(CHECKOUT, 'data'),
      buckets: null,
      areBackupsInBucket: false,
      backups: {
        folder: join(CHECKOUT, 'data/backups'),
        hour: '02:00',
        keep: { days: 7, weeks: 4, months: 12 },
      },
    })
  })

  test('an option wins over its variable, and an empty variable counts for nothing', () => {
    const env = {
      RELANCES_PORT: '5000',
      RELANCES_DATA: '/var/relances',
      DATABASE_URL: '',
      RELANCES_TODAY: ' ',
    }
    expect(readConfig(env)).toMatchObject({
      port: 5000,
      dataDir: '/var/relances',
      databaseUrl: null,
      today: null,
    })
    expect(readConfig(env, ['--port', '5001', '--data', '/srv/x'])).toMatchObject({
      port: 5001,
      dataDir: '/srv/x',
    })
  })

  test('reads lists of names and origins', () => {
    const env = {
      RELANCES_HOSTS: 'Relances.Example, nas:8080',
      RELANCES_ORIGINS: 'https://relances.example/',
    }
    expect(readConfig(env)).toMatchObject({
      trustedHosts: ['relances.example', 'nas:8080'],
      trustedOrigins: ['https://relances.example'],
    })
  })

  test.each([
    { RELANCES_PORT: '80a' },
    { RELANCES_PORT: '70000' },
    { RELANCES_TODAY: '2026-02-30' },
    { RELANCES_LOG: 'loud' },
    { RELANCES_ORIGINS: 'relances.example' },
    { DATABASE_URL: 'mysql://localhost/x' },
    { RELANCES_BACKUP_HOUR: '25:00' },
    { RELANCES_BACKUP_KEEP: 'all' },
  ])('refuses %o by name', (env) => {
    expect(() => readConfig(env)).toThrow(expect.objectContaining({ key: 'platform.bad-setting' }))
  })

  test.each([[['--prot', '1']], [['--port']], [['extra']]])('refuses the options %o', (argv) => {
    expect(() => readConfig({}, argv)).toThrow(expect.objectContaining({ key: 'platform.bad-option' }))
  })

  test('the public address is answered, and trusted as an origin', () => {
    const config = readConfig({
      RELANCES_URL: 'https://relances.example/',
      RELANCES_PROXIES: '10.0.0.0/8, ::1',
    })
    expect(config).toMatchObject({
      publicUrl: 'https://relances.example',
      trustedHosts: ['relances.example'],
      trustedOrigins: ['https://relances.example'],
      proxies: ['10.0.0.0/8', '::1'],
    })
  })

  test.each([
    { RELANCES_PROXIES: 'everybody' },
    { RELANCES_WEBHOOK_NETWORKS: '192.168.1' },
    { RELANCES_SOURCE_NETWORKS: '10.0.0.0/33' },
    { RELANCES_PROXIES: '10.0.0.0/40' },
    { RELANCES_URL: 'relances.example' },
    { RELANCES_SECRET: 'short' },
    { RELANCES_OIDC_ISSUER: 'https://id.example' },
  ])('%o is refused by name, and a secret never told', (env) => {
    expect(() => readConfig(env)).toThrow(/platform.bad-setting|people.oidc-incomplete/)
    expect(() => readConfig(env)).not.toThrow(/"short"/)
  })
})

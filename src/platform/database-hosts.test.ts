import { expect, test } from 'vitest'
import { readHosts } from './database-hosts.ts'

test('an address of one place is left as it is', () => {
  for (const url of [
    'postgresql://relances:secret@127.0.0.1:5433/relances',
    'postgres://localhost/relances?sslmode=require',
    'postgresql://relances@%2Fvar%2Frun%2Fpostgresql:5433/relances',
  ]) {
    expect(readHosts(url).url).toBe(url)
    expect(readHosts(url).hosts).toHaveLength(1)
  }
})

test('several places share the account, the database and the options', () => {
  expect(
    readHosts('postgresql://relances:se,cr@un.exemple.fr:5433,deux.exemple.fr,[::1]:5434/r?sslmode=require'),
  ).toEqual({
    url: 'postgresql://relances:se,cr@un.exemple.fr:5433/r?sslmode=require',
    hosts: [
      { host: 'un.exemple.fr', port: 5433 },
      { host: 'deux.exemple.fr', port: 5432 },
      { host: '::1', port: 5434 },
    ],
  })
})

test('a folder of sockets is a place too', () => {
  expect(readHosts('postgresql://relances@%2Ftmp%2Fa:5432,%2Ftmp%2Fb:5432/relances').hosts).toEqual([
    { host: '/tmp/a', port: 5432 },
    { host: '/tmp/b', port: 5432 },
  ])
})

test('what is no place is refused', () => {
  expect(() => readHosts('postgresql://relances@one:port,two/relances')).toThrow(RangeError)
})

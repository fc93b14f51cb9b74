import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actorIn } from '#messages/actor-names.ts'

test('every program that acts by itself has its name in English', () => {
  const names = new Set<string>()
  for (const path of globSync('src/**/*.ts')) {
    if (path.endsWith('.test.ts')) continue
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(
      /kind: '(?:cli|system)', name: '([^']+)'/g,
    ))
      names.add(name)
  }
  expect(names).toContain('ligne de commande')
  const same = [...names].filter((name) => actorIn('en', name) === name && !SAME.includes(name))
  expect(same).toEqual([])
})

// Words of both languages.
const SAME = ['archive', 'installation', 'sources']

test('people keep their name, and programs their French one in French', () => {
  expect(actorIn('en', 'Marie Martin')).toBe('Marie Martin')
  expect(actorIn('fr', 'ligne de commande')).toBe('ligne de commande')
})

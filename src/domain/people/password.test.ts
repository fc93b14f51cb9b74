import { describe, expect, test } from 'vitest'
import { passwordWeakness } from './password.ts'

const CAMILLE = { name: 'Camille Durand', email: 'camille.durand@fnac.example' }

describe('a password is refused for what someone would try first, never for its kinds of characters', () => {
  test.each([
    ['court', 'too-short'],
    ['onze lettre', 'too-short'],
    ['x'.repeat(129), 'too-long'],
    ['aaaaaaaaaaaa', 'repeated'],
    ['passpasspasspass', 'repeated'],
    ['azertyuiopqsdf', 'repeated'],
    ['123456789012', 'repeated'],
    ['abcdefghijklm', 'repeated'],
    ['motdepasse2026!', 'common'],
    ['P@ssw0rd1234!', 'common'],
    ['Bienvenue2026', 'common'],
    ['relances2026!!', 'common'],
    ['soleilsoleil12', 'repeated'],
    ['camilledurand1', 'personal'],
    ['Durand-Fnac-2026', 'personal'],
  ])('%s: %s', (password, weakness) => {
    expect(passwordWeakness(password, CAMILLE)).toBe(weakness)
  })

  test.each([
    'correct cheval pile agrafe',
    'le chat dort sous l’escalier',
    'xkcdbattstaple',
    'nuage vert lampadaire',
    'pqhvmzkdwtrb',
  ])('%s will do', (password) => {
    expect(passwordWeakness(password, CAMILLE)).toBeNull()
  })
})

describe('what is nearly refused will do', () => {
  test.each([
    ['of the longest length', `${'nuage vert '.repeat(11)}lampad`, null],
    ['of five letters in no order', 'qsmzpzmspqzm', null],
    ['a run written backwards', 'zyxwvutsrqpo', 'repeated'],
    ['the other keyboard', 'qwertyuiop12', 'repeated'],
    ['its figures read as letters', '5oleil202611', 'common'],
    ['a short name is in many words', 'laure et lea plantent', null],
  ] as const)('%s', (_, password, weakness) => {
    expect(passwordWeakness(password, { name: 'Léa Ro', email: 'ro@x.fr' })).toBe(weakness)
  })
})

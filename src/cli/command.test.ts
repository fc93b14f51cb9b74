import { expect, test } from 'vitest'
import { translate } from '#messages/translate.ts'
import { readArguments, UsageError } from './command.ts'

const OPTIONS = { on: { type: 'string' }, confirm: { type: 'boolean' } } as const

function told(...args: readonly string[]): string {
  try {
    readArguments(args, OPTIONS)
    return ''
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return translate('fr', error.key, error.values)
  }
}

test('what is wrong with the options is said in the language of the reader', () => {
  expect(told('--on', '2026-11-30', '--confirm')).toBe('')
  expect(told('--letter-on', '2026-11-30')).toBe(
    'L’option --letter-on n’existe pas. « relances help » les donne toutes.',
  )
  expect(told('--on')).toBe('L’option --on attend une valeur.')
  expect(told('--on', '--confirm')).toBe('L’option --on attend une valeur.')
  expect(told('--confirm=oui')).toBe('L’option --confirm n’attend pas de valeur.')
})

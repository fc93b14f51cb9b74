import { expect, test } from 'vitest'
import { type LastReminder, previousReminder } from './previous-reminder.ts'

const JANUARY: LastReminder = { sentOn: '2026-01-15', level: 1 }
const MARCH: LastReminder = { sentOn: '2026-03-10', level: 3 }
const NEVER: LastReminder = { sentOn: null, level: null }
const BROUGHT_IN: LastReminder = { sentOn: '2026-02-01', level: null }

test.each<[string, LastReminder[], ReturnType<typeof previousReminder>]>([
  ['of one invoice', [JANUARY], { sentOn: '2026-01-15', level: 1 }],
  ['the latest of two, whatever their order', [JANUARY, MARCH], { sentOn: '2026-03-10', level: 3 }],
  ['the latest of two, the other way', [MARCH, JANUARY], { sentOn: '2026-03-10', level: 3 }],
  ['none where an invoice was never reminded', [MARCH, NEVER], null],
  ['none where nothing was', [NEVER], null],
  ['of nothing', [], null],
  ['none where the latest has no level known', [JANUARY, BROUGHT_IN], null],
  [
    'the latest, where an earlier one has no level known',
    [BROUGHT_IN, MARCH],
    { sentOn: '2026-03-10', level: 3 },
  ],
  [
    'of one day, that of the last line of the letter',
    [
      { sentOn: '2026-03-10', level: 1 },
      { sentOn: '2026-03-10', level: 3 },
    ],
    { sentOn: '2026-03-10', level: 3 },
  ],
])('our previous reminder: %s', (_, items, expected) => {
  expect(previousReminder(items)).toEqual(expected)
})

import { expect, test } from 'vitest'
import { leavesByItself } from './schedule-report.ts'

test('only an e-mail alone leaves by itself, and only at a level its company lets out', () => {
  expect(leavesByItself({ way: 'email', level: 1 }, [1, 2])).toBe(true)
  expect(leavesByItself({ way: 'email', level: 3 }, [1, 2])).toBe(false)
  expect(leavesByItself({ way: 'both', level: 1 }, [1, 2])).toBe(false)
  expect(leavesByItself({ way: 'paper', level: 1 }, [1, 2])).toBe(false)
  expect(leavesByItself({ way: 'email', level: 1 }, [])).toBe(false)
})

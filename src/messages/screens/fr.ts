import { closedDays } from './fr/closed-days.ts'
import { common } from './fr/common.ts'
import { companies } from './fr/companies.ts'
import { history } from './fr/history.ts'
import { letters } from './fr/letters.ts'
import { reminders } from './fr/reminders.ts'

/** Every word of the screens, by screen; i18next fills the {{blanks}} and chooses the plural. */
export const screens = { ...common, ...closedDays, ...companies, ...history, ...letters, ...reminders }

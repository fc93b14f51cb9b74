import { closedDays } from './en/closed-days.ts'
import { common } from './en/common.ts'
import { companies } from './en/companies.ts'
import { history } from './en/history.ts'
import { letters } from './en/letters.ts'
import { reminders } from './en/reminders.ts'

/** Every word of the screens, by screen; i18next fills the {{blanks}} and chooses the plural. */
export const screens = { ...common, ...closedDays, ...companies, ...history, ...letters, ...reminders }

import type { TFunction } from 'i18next'
import type { ClosedReason } from '#domain/days-and-money/open-days.ts'

/** "samedi", "Ascension", "Moisson": why a day is one without reminders. */
export function closedName(reason: ClosedReason, t: TFunction): string {
  switch (reason.kind) {
    case 'holiday':
      return t(`closed.holiday.${reason.holiday}`)
    case 'closure':
      return reason.label || t('closed.closure')
    case 'saturday':
    case 'sunday':
      return t(`closed.${reason.kind}`)
  }
}

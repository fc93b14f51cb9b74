import { Button, Group, Stack } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { STATEMENT_DAYS } from '#domain/days-and-money/statement-days.ts'
import { fileAddressOf } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useSession } from '#ui/session.ts'
import { type CustomerDetail, fetchStatement } from '../contract.ts'

interface StatementModalProps {
  readonly customer: CustomerDetail
  readonly onClose: () => void
}

/** Which days the statement of account covers: the last year unless told otherwise. */
export function StatementModal({ customer, onClose }: StatementModalProps) {
  const { t } = useTranslation()
  const { today } = useSession()
  const [from, setFrom] = useState<Day | null>(addDays(today, -STATEMENT_DAYS))
  const [on, setOn] = useState<Day | null>(today)
  const isLater = on !== null && on > today
  const isBackwards = from !== null && on !== null && from > on
  const isReady = from !== null && on !== null && !isLater && !isBackwards
  return (
    <Dialog title={t('record.statementOf', { name: customer.name })} onClose={onClose}>
      <Stack>
        <p className="dimmed">{t('record.statementHint')}</p>
        <Group grow align="flex-start">
          <DayField
            label={t('record.statementFrom')}
            isRequired
            value={from}
            onChange={setFrom}
            error={isBackwards ? t('record.statementBackwards') : null}
          />
          <DayField
            label={t('record.statementOn')}
            isRequired
            value={on}
            onChange={setOn}
            error={isLater ? t('record.statementLater') : null}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          {isReady ? (
            <Button
              component="a"
              href={fileAddressOf(fetchStatement, { params: { id: customer.id }, query: { from, on } })}
              target="_blank"
              rel="noreferrer"
              leftSection={<IconFileTypePdf size={16} aria-hidden />}
              onClick={onClose}
            >
              {t('record.statementOpen')}
            </Button>
          ) : (
            <Button disabled>{t('record.statementOpen')}</Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

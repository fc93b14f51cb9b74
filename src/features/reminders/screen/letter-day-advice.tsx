import { Alert, Button } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { fetchLetterDay } from '#features/procedure/contract.ts'
import { ask } from '#ui/ask.ts'

import { closedName } from '#ui/closed-name.ts'
import { useFormats } from '#ui/format.ts'

interface LetterDayAdviceProps {
  readonly on: Day
  readonly companies: readonly string[] | undefined
  readonly onChoose: (day: Day) => void
}

/** Before a run: a date on which a company sends nothing. */
export function LetterDayAdvice({ on, companies, onChoose }: LetterDayAdviceProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data } = useQuery({
    queryKey: ['letter-day', on, companies],
    queryFn: () => ask(fetchLetterDay, { query: { on, companies } }),
  })
  const [closed] = data?.closed ?? []
  return (
    <>
      {data && closed ? (
        <Alert
          color="yellow"
          icon={<IconCalendarOff aria-hidden />}
          title={t('confirmation.closedDay', { day: format.day(on), reason: closedName(closed.reason, t) })}
        >
          {data.nextOpenOn === null ? (
            <p>{t('confirmation.closedForLong')}</p>
          ) : (
            <OpenDay on={data.nextOpenOn} onChoose={onChoose} />
          )}
        </Alert>
      ) : null}
    </>
  )
}

function OpenDay({ on, onChoose }: Pick<LetterDayAdviceProps, 'on' | 'onChoose'>) {
  const { t } = useTranslation()
  const day = useFormats().day(on)
  return (
    <>
      <p>{t('confirmation.closedDayHint', { day })}</p>
      <Button size="compact-sm" variant="default" mt="xs" onClick={() => onChoose(on)}>
        {t('confirmation.useOpenDay', { day })}
      </Button>
    </>
  )
}

import { Alert, Anchor, Button, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff, IconFileText } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Day } from '#domain/days-and-money/day.ts'
import { fetchLetterDay } from '#features/procedure/contract.ts'
import { createRun, type NewRun } from '#features/runs/contract.ts'
import { ask } from '#ui/ask.ts'
import { closedName } from '#ui/closed-name.ts'
import { DayField } from '#ui/day-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { type Formats, useFormats } from '#ui/format.ts'
import { useRequestKey } from '#ui/request-key.ts'
import { useSession } from '#ui/session.ts'
import type { SelectionSummary } from '../selection-contract.ts'
import { ConfirmationLines } from './confirmation-lines.tsx'
import { selectionQuery } from './queries.tsx'
import type { Ticks } from './use-ticks.tsx'

/** « Vous allez relancer N client(s), confirmez-vous ? » with what will not go well. */
export function ConfirmationModal({
  ticks,
  onClose,
}: {
  readonly ticks: Ticks
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { today } = useSession()
  const [letterOn, setLetterOn] = useState<string | null>(today)
  const { data } = useQuery(selectionQuery(ticks.scope, ticks.selection, letterOn ?? undefined))
  const draft = useDraft()
  // One press, one run: the key of the keyboard and the button may both be quicker than the screen.
  const isPressed = useRef(false)
  const confirm = () => {
    if (!letterOn || isPressed.current) return
    isPressed.current = true
    draft.mutate(
      { filters: ticks.scope, selection: ticks.selection, letterOn },
      {
        onError: () => {
          isPressed.current = false
        },
      },
    )
  }
  return (
    <Dialog onClose={onClose} title={t('confirmation.title')} size="md">
      <Stack>
        <p className="confirmation-question">
          {data ? t('confirmation.question', { count: data.customers }) : t('reminders.counting')}
        </p>
        <DayField
          label={t('confirmation.letterOn')}
          isRequired
          value={letterOn}
          onChange={setLetterOn}
          error={dayError(letterOn, data?.attention ?? null, t, format)}
        />
        {letterOn ? (
          <LetterDayAdvice on={letterOn} companies={ticks.scope.companies} onChoose={setLetterOn} />
        ) : null}
        {data?.sameDraft ? <SameDraft run={data.sameDraft.run} /> : null}
        {data ? <ConfirmationLines summary={data} companies={ticks.scope.companies} /> : null}
        {data?.withoutRates ? (
          <Alert
            color="yellow"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('confirmation.noRates', { count: data.withoutRates.customers })}
          >
            {t('confirmation.noRatesHint')}{' '}
            <Link to="/parametres/taux/$code" params={{ code: data.withoutRates.company }}>
              {t('confirmation.addRates')}
            </Link>
          </Alert>
        ) : null}
        <DialogEnd
          error={draft.error}
          label={t('confirm')}
          isPending={draft.isPending}
          isDisabled={!data?.asked.letters || dayError(letterOn, data.attention, t, format) !== null}
          focus="act"
          onClose={onClose}
          onConfirm={confirm}
        />
      </Stack>
    </Dialog>
  )
}

/** The same letters wait in a draft already: it is taken up rather than made twice. */
function SameDraft({ run }: { readonly run: number }) {
  const { t } = useTranslation()
  return (
    <Alert color="blue" icon={<IconFileText aria-hidden />} title={t('confirmation.sameDraft', { run })}>
      <Anchor
        renderRoot={(props) => <Link {...props} to="/relances/lettres/$run" params={{ run: String(run) }} />}
      >
        {t('confirmation.takeUpDraft')}
      </Anchor>
    </Alert>
  )
}

// The server refuses the same days, whoever asks.
function dayError(
  letterOn: string | null,
  attention: SelectionSummary['attention'],
  t: TFunction,
  format: Formats,
): string | null {
  if (letterOn === null) return t('reminders.date.missing')
  if (attention === null) return null
  const { from, to } = attention.letterDays
  if (letterOn >= from && letterOn <= to) return null
  return t('confirmation.dayOut', { from: format.day(from), to: format.day(to) })
}

/** Makes the draft, then shows its letters. */
function useDraft() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const keyOf = useRequestKey()
  return useMutation({
    mutationFn: (asked: NewRun) => ask(createRun, { body: asked }, { key: keyOf(asked) }),
    onSuccess: async ({ run }) => {
      void client.invalidateQueries({ queryKey: ['reminders'] })
      void client.invalidateQueries({ queryKey: ['session'] })
      await navigate({ to: '/relances/lettres/$run', params: { run: String(run) } })
    },
  })
}

interface LetterDayAdviceProps {
  readonly on: Day
  readonly companies: readonly string[] | undefined
  readonly onChoose: (day: Day) => void
}

/** Before a run: a date on which a company sends nothing. */
function LetterDayAdvice({ on, companies, onChoose }: LetterDayAdviceProps) {
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

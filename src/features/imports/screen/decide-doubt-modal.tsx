import { Button, Group, Radio, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoubtChoice } from '#domain/receivables/doubt.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { DecidedDoubt, OpenDoubt } from '../doubt-contract.ts'
import { decideDoubt, fetchOpenDoubts, reopenDoubt } from '../doubt-contract.ts'

interface DecideModalProps {
  readonly doubtId: number
  readonly onClose: () => void
}

/** « Lecture à confirmer » : the question, what waits for it, and one act that decides for all of it. */
export function DecideModal({ doubtId, onClose }: DecideModalProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [decided, setDecided] = useState<DecidedDoubt | null>(null)
  const doubts = useQuery({ queryKey: ['import-doubts'], queryFn: () => ask(fetchOpenDoubts, {}) })
  const doubt = doubts.data?.rows.find(({ id }) => id === doubtId)
  const close = () => {
    if (decided) void client.invalidateQueries()
    onClose()
  }
  return (
    <Dialog onClose={close} title={t('setAside.reason.to-confirm')}>
      {doubts.isPending ? <RowsSkeleton rows={4} height={32} /> : null}
      {doubts.isError ? <Failure error={doubts.error} onRetry={() => void doubts.refetch()} /> : null}
      {decided ? <Decided doubtId={doubtId} decided={decided} onClose={close} /> : null}
      {doubts.isSuccess && !doubt && !decided ? <p>{t('setAside.decidedElsewhere')}</p> : null}
      {doubt && !decided ? <Question doubt={doubt} onDecided={setDecided} onClose={close} /> : null}
    </Dialog>
  )
}

interface QuestionProps {
  readonly doubt: OpenDoubt
  readonly onDecided: (decided: DecidedDoubt) => void
  readonly onClose: () => void
}

function Question({ doubt, onDecided, onClose }: QuestionProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [choice, setChoice] = useState<DoubtChoice | null>(null)
  const decide = useMutation({
    mutationFn: (chosen: DoubtChoice) =>
      ask(decideDoubt, { params: { id: doubt.id }, body: { choice: chosen } }),
    onSuccess: onDecided,
  })
  const amounts = doubt.amounts.map(({ cents, currency }) => format.money(cents, currency)).join(', ')
  const more = doubt.itemCount - doubt.items.length
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (choice) decide.mutate(choice)
      }}
    >
      <Stack>
        <p className="dimmed">{t('setAside.askedOf', { file: doubt.fileName })}</p>
        <Radio.Group
          label={doubt.question}
          description={`${t('setAside.decideItems', { count: doubt.itemCount })} · ${amounts}`}
          value={choice}
          onChange={(value) => setChoice(value as DoubtChoice)}
        >
          <Stack gap="xs" mt="xs">
            {doubt.choices.map(({ choice: value, label }) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        <ul>
          {doubt.items.map(({ customer, number, currency, cents }) => (
            <li key={`${customer} ${number} ${cents}`} className="figures">
              {[customer, number, format.money(cents, currency)].filter(Boolean).join(' · ')}
            </li>
          ))}
          {more > 0 ? <li>{t('setAside.decideMore', { count: more })}</li> : null}
        </ul>
        <DialogEnd
          error={decide.error}
          label={t('setAside.decideAll', { count: doubt.itemCount })}
          isPending={decide.isPending}
          isDisabled={choice === null}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

/** What was done, and the way back: the decision is taken back as it was made, in one act. */
function Decided({
  doubtId,
  decided,
  onClose,
}: Pick<DecideModalProps, 'doubtId' | 'onClose'> & { readonly decided: DecidedDoubt }) {
  const { t } = useTranslation()
  const reopen = useMutation({
    mutationFn: () => ask(reopenDoubt, { params: { id: doubtId } }),
    onSuccess: onClose,
  })
  return (
    <Stack>
      <p role="status">{t(`setAside.decided.${decided.effect}`, { count: decided.items })}</p>
      {reopen.isError ? <Failure error={reopen.error} onRetry={() => reopen.mutate()} /> : null}
      <Group justify="flex-end">
        {decided.effect === 'read-again' ? null : (
          <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
            {t('setAside.undecide')}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  )
}

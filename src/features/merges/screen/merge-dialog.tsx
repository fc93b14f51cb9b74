import { Button, Group, Radio, Stack, Table } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { LikelyDoubleRow, MergePreview } from '../contract.ts'
import { fetchMergePreview, sendMerge } from '../contract.ts'
import { UndoMerge } from './undo-merge.tsx'

type Side = Pick<LikelyDoubleRow['sides'][number], 'id' | 'name' | 'customerCode' | 'customerName'>

interface MergeDialogProps {
  readonly row: Pick<LikelyDoubleRow, 'kind' | 'keptId'> & { readonly sides: readonly [Side, Side] }
  readonly onClose: () => void
}

/** « Fusionner »: which of the two is kept, what is owed before and after, then the way back. */
export function MergeDialog({ row, onClose }: MergeDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [keptId, setKeptId] = useState(row.keptId)
  const mergedId = row.sides.find(({ id }) => id !== keptId)?.id ?? keptId
  const order = { kind: row.kind, keptId, mergedId }
  const merge = useMutation({ mutationFn: () => ask(sendMerge, { body: order }) })
  const preview = useQuery({
    queryKey: ['merge-preview', row.kind, keptId, mergedId],
    queryFn: () => ask(fetchMergePreview, { query: order }),
    // Merged, there are not two any more.
    enabled: !merge.isSuccess,
  })
  const close = () => {
    if (merge.isSuccess) void client.invalidateQueries()
    onClose()
  }
  if (merge.data)
    return (
      <Dialog onClose={close} title={t(`merges.ask.${row.kind}`)}>
        <Stack>
          <p role="status">{t('merges.done')}</p>
          <Group justify="flex-end">
            <UndoMerge id={merge.data.id} onUndone={close} />
            <Button onClick={close} data-autofocus>
              {t('close')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    )
  return (
    <Dialog onClose={close} title={t(`merges.ask.${row.kind}`)} size="lg">
      <Stack>
        <Radio.Group
          label={t('merges.keep')}
          description={t('merges.keepHint')}
          value={String(keptId)}
          onChange={(value) => setKeptId(Number(value))}
        >
          <Stack gap="xs" mt="xs">
            {row.sides.map((side) => (
              <Radio
                key={side.id}
                value={String(side.id)}
                label={[side.customerCode, side.customerName, row.kind === 'customers' ? null : side.name]
                  .filter(Boolean)
                  .join(' · ')}
              />
            ))}
          </Stack>
        </Radio.Group>
        {preview.isPending ? <RowsSkeleton rows={3} height={32} /> : null}
        {preview.isError ? <Failure error={preview.error} /> : null}
        {preview.data ? <Preview preview={preview.data} /> : null}
        <DialogEnd
          error={merge.error}
          label={t('merges.merge')}
          isPending={merge.isPending}
          isDisabled={!preview.isSuccess}
          focus="cancel"
          onClose={close}
          onConfirm={() => merge.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

function Preview({ preview }: { readonly preview: MergePreview }) {
  const { t } = useTranslation()
  const format = useFormats()
  const sum = (amounts: MergePreview['owed']['before']) =>
    amounts.map(({ cents, currency }) => format.money(cents, currency)).join(', ') || format.money(0, 'EUR')
  const { owed, credits, pairs, movedCount } = preview
  const hasCredits = credits.before.some(({ cents }) => cents !== 0)
  return (
    <>
      <p className="figures" role="status">
        <strong>{t('merges.owed', { before: sum(owed.before), after: sum(owed.after) })}</strong>
        {hasCredits ? (
          <>
            <br />
            {t('merges.credits', { before: sum(credits.before), after: sum(credits.after) })}
          </>
        ) : null}
      </p>
      {pairs.length > 0 ? <Pairs pairs={pairs} /> : null}
      {movedCount > 0 ? <p className="dimmed">{t('merges.moved', { count: movedCount })}</p> : null}
    </>
  )
}

const COLUMNS = ['document', 'kept', 'merged', 'after'] as const

function Pairs({ pairs }: Pick<MergePreview, 'pairs'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const state = ({ openCents, level }: MergePreview['pairs'][number]['after'], currency: string) =>
    [format.money(openCents, currency), level === null ? null : t('merges.level', { level })]
      .filter(Boolean)
      .join(' · ')
  return (
    <Table className="merge-pairs">
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((name) => (
            <Table.Th key={name}>{t(`merges.column.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {pairs.map((pair, at) => (
          // Two documents may bear one number.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <Table.Tr key={at}>
            <Table.Td>{pair.number ?? t('merges.noNumber')}</Table.Td>
            {(['kept', 'merged', 'after'] as const).map((name) => (
              <Table.Td key={name} className="figures" data-label={t(`merges.column.${name}`)}>
                {state(pair[name], pair.currency)}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

import { Checkbox, Stack, Table } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { CopyOrder, Variant } from '../contract.ts'
import { copyLetterText } from '../contract.ts'

interface CopyDialogProps {
  readonly code: string
  readonly variant: Variant
  readonly onClose: () => void
}

type Target = CopyOrder['targets'][number]

/** The saved text, to other levels and companies. */
export function CopyDialog({ code, variant, onClose }: CopyDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [targets, setTargets] = useState<readonly Target[]>([])
  const copying = useMutation({
    mutationFn: () =>
      ask(copyLetterText, {
        params: { code, level: variant.level, language: variant.language, audience: variant.audience },
        body: { targets: [...targets] },
      }),
    onSuccess: async ({ copied, unchanged }) => {
      say(t('letterTexts.copy.done', { count: copied, unchanged }))
      await client.invalidateQueries({ queryKey: ['text-versions'] })
      onClose()
    },
  })
  return (
    <Dialog title={t('letterTexts.copy.title')} size="lg" onClose={onClose}>
      <Stack>
        <p>{t('letterTexts.copy.hint')}</p>
        <TargetTable code={code} level={variant.level} targets={targets} onChange={setTargets} />
        <DialogEnd
          error={copying.error}
          label={t('letterTexts.copy.go', { count: targets.length })}
          isPending={copying.isPending}
          isDisabled={targets.length === 0}
          onClose={onClose}
          onConfirm={() => copying.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

interface TargetTableProps {
  readonly code: string
  readonly level: Level
  readonly targets: readonly Target[]
  readonly onChange: (targets: readonly Target[]) => void
}

function TargetTable({ code, level, targets, onChange }: TargetTableProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const isChosen = (target: Target) =>
    targets.some((one) => one.company === target.company && one.level === target.level)
  const toggle = (target: Target) =>
    onChange(
      isChosen(target)
        ? targets.filter((one) => one.company !== target.company || one.level !== target.level)
        : [...targets, target],
    )
  return (
    <WideTable label={t('letterTexts.copy.targets')} minWidth={320} isDense>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('letterTexts.company')}</Table.Th>
          {LEVELS.map((one) => (
            <Table.Th key={one}>{t('level.name', { level: one })}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {companies.map((company) => (
          <Table.Tr key={company.code}>
            <Table.Th scope="row">{company.code}</Table.Th>
            {LEVELS.map((one) => (
              <Table.Td key={one}>
                <Checkbox
                  aria-label={t('letterTexts.copy.target', { company: company.code, level: one })}
                  disabled={company.code === code && one === level}
                  checked={isChosen({ company: company.code, level: one })}
                  onChange={() => toggle({ company: company.code, level: one })}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

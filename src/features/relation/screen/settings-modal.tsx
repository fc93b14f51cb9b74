import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'
import { RowsSkeleton } from '#ui/states.tsx'
import type { RelationSettings } from '../contract.ts'
import { fetchRelationSettings, saveRelationSettings } from '../contract.ts'

/** How long a promise is waited for, and when a dispute comes back, company by company. */
export function SettingsModal({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const [code, setCode] = useState(companies[0]?.code ?? '')
  const { data } = useQuery({
    queryKey: ['relation-settings', code],
    queryFn: () => ask(fetchRelationSettings, { params: { code } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <Dialog title={t('agenda.settings')} onClose={onClose}>
      <Stack>
        {companies.length > 1 ? (
          <NativeSelect
            label={t('agenda.company')}
            value={code}
            data={companies.map((company) => ({
              value: company.code,
              label: `${company.code} · ${company.legalName}`,
            }))}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        {data ? (
          <SettingsForm key={data.updatedAt} settings={data} onClose={onClose} />
        ) : (
          <RowsSkeleton rows={2} height={60} />
        )}
      </Stack>
    </Dialog>
  )
}

interface SettingsFormProps {
  readonly settings: RelationSettings
  readonly onClose: () => void
}

function SettingsForm({ settings, onClose }: SettingsFormProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [tolerance, setTolerance] = useState(String(settings.promiseToleranceDays))
  const [review, setReview] = useState(String(settings.disputeReviewDays))
  const may = useCapability('edit-procedure', settings.company)
  const promiseToleranceDays = daysOf(tolerance, 0, 90)
  const disputeReviewDays = daysOf(review, 1, 365)
  const save = useMutation({
    mutationFn: () =>
      ask(saveRelationSettings, {
        params: { code: settings.company },
        body: {
          promiseToleranceDays: promiseToleranceDays ?? settings.promiseToleranceDays,
          disputeReviewDays: disputeReviewDays ?? settings.disputeReviewDays,
          updatedAt: settings.updatedAt,
        },
      }),
    onSuccess: () => {
      say(t('agenda.settingsSaved'))
      void client.invalidateQueries({ queryKey: ['agenda'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('agenda.tolerance')}
          description={t('agenda.toleranceHint')}
          inputMode="numeric"
          value={tolerance}
          error={promiseToleranceDays === null ? t('agenda.wrongDays') : null}
          onChange={(event) => setTolerance(event.currentTarget.value)}
        />
        <TextInput
          label={t('agenda.review')}
          description={t('agenda.reviewHint')}
          inputMode="numeric"
          value={review}
          error={disputeReviewDays === null ? t('agenda.wrongDays') : null}
          onChange={(event) => setReview(event.currentTarget.value)}
        />
        <DialogEnd
          error={save.error}
          label={t('save')}
          isPending={save.isPending}
          isDisabled={promiseToleranceDays === null || disputeReviewDays === null}
          why={whyDisabled(may)}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

function daysOf(text: string, min: number, max: number): number | null {
  const days = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : null
  return days !== null && days >= min && days <= max ? days : null
}

import { Alert, Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { messageOf } from '#ui/states.tsx'
import type { InvoiceRecord } from '../invoice-contract.ts'
import { PlanFields } from './instalment-fields.tsx'
import { HeadFields } from './invoice-head-fields.tsx'
import { useDraft } from './use-invoice-draft.tsx'

interface DraftFormProps {
  /** Null for a new one. */
  readonly invoice: InvoiceRecord | null
  readonly company: string
}

/** A draft: client, number, date and amount; then its instalments. Kept as a draft, or made final. */
export function DraftForm({ invoice, company }: DraftFormProps) {
  const { t } = useTranslation()
  const { fields, setFields, draft, isDirty, save, finalise, discard } = useDraft(invoice)
  const [asked, setAsked] = useState<'finalise' | 'discard' | null>(null)
  const mayWrite = useCapability('allocate', company)
  const failure = save.error ?? finalise.error ?? discard.error
  const hasNumber = fields.number.trim() !== ''
  return (
    <form
      className="receivable-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (draft) save.mutate(draft)
      }}
    >
      <HeadFields fields={fields} setFields={setFields} company={company} invoiceId={invoice?.id} />
      <PlanFields fields={fields} setFields={setFields} />
      {failure ? (
        <Alert color="red" role="alert" title={t('failure.title')}>
          {messageOf(failure)}
        </Alert>
      ) : null}
      <div className="form-acts">
        {invoice ? (
          <Button
            variant="subtle"
            color="red"
            mr="auto"
            onClick={() => setAsked('discard')}
            {...whyDisabled(mayWrite)}
          >
            {t('draft.discard')}
          </Button>
        ) : null}
        {draft && !hasNumber ? <span className="dimmed">{t('draft.finaliseNumber')}</span> : null}
        <Button
          variant="default"
          type="submit"
          loading={save.isPending}
          disabled={draft === null || !(isDirty || invoice === null)}
          {...whyDisabled(mayWrite)}
        >
          {t('draft.save')}
        </Button>
        <Button
          disabled={draft === null || !hasNumber}
          onClick={() => setAsked('finalise')}
          {...whyDisabled(mayWrite)}
        >
          {t('draft.finalise')}
        </Button>
      </div>
      {asked === 'finalise' && draft ? (
        <FinaliseDialog
          number={draft.number}
          isPending={finalise.isPending}
          onConfirm={() => finalise.mutate(draft, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'discard' ? (
        <DiscardDialog
          isPending={discard.isPending}
          onConfirm={() => discard.mutate(undefined, { onSettled: () => setAsked(null) })}
          onClose={() => setAsked(null)}
        />
      ) : null}
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

interface ConfirmationProps {
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Final is for ever: said before it is done. */
function FinaliseDialog({ number, ...acts }: ConfirmationProps & { readonly number: string }) {
  const { t } = useTranslation()
  return (
    <Confirmation
      title={t('draft.finaliseTitle', { number })}
      effect={t('draft.finaliseEffect')}
      action={t('draft.finalise')}
      {...acts}
    />
  )
}

function DiscardDialog(acts: ConfirmationProps) {
  const { t } = useTranslation()
  return (
    <Confirmation
      title={t('draft.discardTitle')}
      effect={t('draft.discardEffect')}
      action={t('draft.discard')}
      {...acts}
    />
  )
}

function Confirmation(
  props: ConfirmationProps & { readonly title: string; readonly effect: string; readonly action: string },
) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <Stack>
        <p>{props.effect}</p>
        <DialogEnd
          error={null}
          label={props.action}
          isPending={props.isPending}
          focus="cancel"
          onClose={props.onClose}
          onConfirm={props.onConfirm}
        />
      </Stack>
    </Dialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { say } from '#ui/notices.tsx'
import { refreshReceivables } from '#ui/refresh-receivables.ts'
import { useSession } from '#ui/session.ts'
import type { DraftInvoice, InvoiceRecord } from '../invoice-contract.ts'
import { changeDraft, createDraft, discardDraft, finaliseDraft } from '../invoice-draft-contract.ts'
import { type DraftFields, fieldsOf, newFields, readDraft } from './invoice-draft-fields.ts'

/** What is typed of a draft, and what can be done with it. */
export function useDraft(invoice: InvoiceRecord | null) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { today } = useSession()
  const [first] = useState(() => (invoice ? fieldsOf(invoice) : newFields(today)))
  const [fields, setFields] = useState<DraftFields>(first)
  // Once saved, thrown away or made final, there is nothing left to lose by leaving.
  const [isDone, setDone] = useState(false)
  const draft = readDraft(fields)
  const isDirty = fields !== first && !isDone

  const write = async (typed: DraftInvoice) =>
    invoice && !isDirty
      ? { id: invoice.id, version: invoice.version }
      : invoice
        ? await ask(changeDraft, { params: { id: invoice.id }, body: { ...typed, version: invoice.version } })
        : await ask(createDraft, { body: typed })
  const leaveFor = async (id: number | null) => {
    setDone(true)
    refreshReceivables(client)
    if (id === null) await navigate({ to: '/factures', ignoreBlocker: true })
    else await navigate({ to: '/factures/$id', params: { id: String(id) }, ignoreBlocker: true })
  }
  const save = useMutation({
    mutationFn: write,
    onSuccess: async ({ id }) => {
      say(t('draft.saved'))
      await leaveFor(id)
    },
  })
  const finalise = useMutation({
    mutationFn: async (typed: DraftInvoice) => {
      const { id, version } = await write(typed)
      await ask(finaliseDraft, { params: { id }, body: { version } })
      return id
    },
    onSuccess: async (id, { number }) => {
      say(t('draft.finalised', { number }))
      await leaveFor(id)
    },
  })
  const discard = useMutation({
    mutationFn: async () => {
      if (invoice) await ask(discardDraft, { params: { id: invoice.id }, body: { version: invoice.version } })
    },
    onSuccess: async () => {
      say(t('draft.discarded'))
      await leaveFor(null)
    },
  })
  return { fields, setFields, draft, isDirty, save, finalise, discard }
}

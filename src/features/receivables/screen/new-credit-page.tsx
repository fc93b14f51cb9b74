import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreditFamily } from '#domain/receivables/receivable-lists.ts'
import { ask } from '#ui/ask.ts'
import { companyCodes } from '#ui/company-choices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchInvoiceRecord } from '../invoice-contract.ts'
import { CreditForm } from './credit-form.tsx'
import './receivables.css'

/** « Nouvel avoir », by itself or to correct the invoice the address names. */
export function NewCreditNotePage() {
  const { facture } = useSearch({ from: '/avoirs/nouveau' })
  return (
    <NewCreditHead family="credit-notes">
      {facture ? <Correction invoiceId={Number(facture)} /> : <FreeForm family="credit-notes" />}
    </NewCreditHead>
  )
}

/** « Nouveau règlement ». */
export function NewPaymentPage() {
  return (
    <NewCreditHead family="payments">
      <FreeForm family="payments" />
    </NewCreditHead>
  )
}

function NewCreditHead(props: { readonly family: CreditFamily; readonly children: React.ReactNode }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { family, children } = props
  return (
    <>
      <ScreenHead
        title={t(`credits.${family}.create`)}
        trail={[t('nav.sales'), t(`credits.${family}.title`)]}
        onBack={() => void navigate({ to: family === 'payments' ? '/reglements' : '/avoirs' })}
      />
      {children}
    </>
  )
}

function FreeForm({ family }: { readonly family: CreditFamily }) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const { entreprises } = useSearch({ strict: false })
  const [company, setCompany] = useState(companyCodes(entreprises)[0] ?? companies[0]?.code ?? '')
  return (
    <>
      {companies.length > 1 ? (
        <NativeSelect
          mb="md"
          maw={360}
          label={t('receivable.company')}
          data={companies.map(({ code, legalName }) => ({ value: code, label: `${code} · ${legalName}` }))}
          value={company}
          onChange={(event) => setCompany(event.currentTarget.value)}
        />
      ) : null}
      <CreditForm key={company} family={family} company={company} corrected={null} />
    </>
  )
}

function Correction({ invoiceId }: { readonly invoiceId: number }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['receivables', 'invoice', invoiceId],
    queryFn: () => ask(fetchInvoiceRecord, { params: { id: invoiceId } }),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={4} height={46} />
  return <CreditForm family="credit-notes" company={data.company} corrected={data} />
}

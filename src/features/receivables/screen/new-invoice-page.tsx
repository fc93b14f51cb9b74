import { NativeSelect } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { companyCodes } from '#ui/company-choices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { DraftForm } from './invoice-draft-form.tsx'
import './receivables.css'

/** « Nouvelle facture »: for one of the companies, a draft to begin with. */
export function NewInvoicePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { companies } = useSession()
  const { entreprises } = useSearch({ strict: false })
  const [company, setCompany] = useState(companyCodes(entreprises)[0] ?? companies[0]?.code ?? '')
  return (
    <>
      <ScreenHead
        title={t('draft.create')}
        trail={[t('nav.sales'), t('invoices.title')]}
        onBack={() => void navigate({ to: '/factures', search: (current) => current })}
      />
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
      <DraftForm key={company} invoice={null} company={company} />
    </>
  )
}

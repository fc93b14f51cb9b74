import { NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { companyCodeOf, isCompanyCode } from '#domain/people/company-code.ts'
import { useSession } from '#ui/session.ts'
import type { ImportKind } from '../contract.ts'

export interface CompanyChoice {
  readonly code: string
  readonly isNew: boolean
  readonly newCode: string
  readonly newName: string
}

const NEW = '+'

const QUESTIONS: Partial<Record<ImportKind, 'imports.companyOfCustomers' | 'imports.companyOfStatement'>> = {
  customers: 'imports.companyOfCustomers',
  statements: 'imports.companyOfStatement',
}

interface CompanyFieldsProps {
  readonly choice: CompanyChoice
  readonly onChange: (choice: CompanyChoice) => void
  readonly kind: ImportKind
  /** Whom e-invoices name as their seller. */
  readonly seller: string | null
}

/** The company the file belongs to, existing or to create. */
export function CompanyFields(props: CompanyFieldsProps) {
  const { choice, onChange, kind } = props
  const { t } = useTranslation()
  const { companies } = useSession()
  const known = companies.map(({ code, legalName }) => ({ value: code, label: `${code} · ${legalName}` }))
  return (
    <>
      {companies.length > 0 ? (
        <NativeSelect
          label={t(QUESTIONS[kind] ?? 'imports.company')}
          required
          data={[
            { value: '', label: t('imports.chooseCompany') },
            ...known,
            { value: NEW, label: t('imports.newCompany') },
          ]}
          value={choice.isNew ? NEW : choice.code}
          onChange={(event) => {
            const value = event.currentTarget.value
            onChange({ ...choice, isNew: value === NEW, code: value === NEW ? '' : value })
          }}
        />
      ) : null}
      {choice.isNew ? <NewCompanyFields {...props} /> : null}
    </>
  )
}

// The code is chosen silently; who wants another says so.
function NewCompanyFields({ choice, onChange, seller }: CompanyFieldsProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const codeOf = (name: string) =>
    companyCodeOf(
      name,
      companies.map(({ code }) => code),
    )
  return (
    <div className="import-new-company">
      {seller ? <p className="dimmed">{t('imports.sellerHint', { seller })}</p> : null}
      <TextInput
        label={t('companies.legalName')}
        required
        value={choice.newName}
        onChange={(event) => {
          const newName = event.currentTarget.value
          // The code follows the name until it is written by hand.
          const follows = choice.newCode === codeOf(choice.newName)
          onChange({ ...choice, newName, newCode: follows ? codeOf(newName) : choice.newCode })
        }}
      />
      {choice.newName.trim() === '' ? null : (
        <details className="import-company-code">
          <summary>{t('imports.companyCode', { code: choice.newCode })}</summary>
          <TextInput
            label={t('companies.code')}
            required
            value={choice.newCode}
            error={choice.newCode !== '' && !isCompanyCode(choice.newCode) ? t('companies.codeWrong') : null}
            onChange={(event) => onChange({ ...choice, newCode: event.currentTarget.value })}
          />
        </details>
      )}
    </div>
  )
}

export function isCompanyChosen(choice: CompanyChoice): boolean {
  if (!choice.isNew) return choice.code !== ''
  return isCompanyCode(choice.newCode) && choice.newName.trim() !== ''
}

export function companyOptions(choice: CompanyChoice): { company: string; companyName?: string } {
  if (!choice.isNew) return { company: choice.code }
  return { company: choice.newCode, companyName: choice.newName.trim() }
}

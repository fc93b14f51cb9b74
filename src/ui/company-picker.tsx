import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from './session.ts'

interface CompanyPickerProps {
  readonly code: string
  readonly onChoose: (code: string) => void
}

/** Whose settings a screen shows; nothing where there is only one company. */
export function CompanyPicker({ code, onChoose }: CompanyPickerProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  if (companies.length < 2) return null
  return (
    <NativeSelect
      aria-label={t('nav.company')}
      value={code}
      data={companies.map((company) => ({
        value: company.code,
        label: `${company.code} · ${company.legalName}`,
      }))}
      onChange={(event) => onChoose(event.currentTarget.value)}
    />
  )
}

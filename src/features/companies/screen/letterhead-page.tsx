import { useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { CompanyLetterhead } from './company-letterhead.tsx'

/** The letterhead of one company, at its own address. */
export function LetterheadPage() {
  const { t } = useTranslation()
  const { code } = useParams({ from: '/parametres/entreprises/$code' })
  const { companies } = useSession()
  const navigate = useNavigate()
  return (
    <>
      <ScreenHead
        title={companies.find((company) => company.code === code)?.legalName ?? code}
        trail={[t('nav.settings'), t('nav.letterheads')]}
        onBack={() => void navigate({ to: '/parametres/entreprises' })}
      />
      <CompanyLetterhead code={code} />
    </>
  )
}

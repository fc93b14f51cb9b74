import { Button, Popover } from '@mantine/core'
import { IconBuildingStore, IconChevronDown } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CompanyChoices, companyCodes } from '#ui/company-choices.tsx'
import { useSession } from '#ui/session.ts'

/** The companies one works on: several can be on; none ticked means all of them. */
export function CompanySwitch() {
  const { t } = useTranslation()
  const { companies } = useSession()
  const { entreprises } = useSearch({ strict: false })
  const navigate = useNavigate()
  if (companies.length < 2) return <OnlyCompany name={companies[0]?.legalName} />
  const chosen = companyCodes(entreprises)
  const choose = (codes: readonly string[]) =>
    void navigate({
      to: '.',
      search: (current) => ({ ...current, entreprises: codes.length > 0 ? codes.join(',') : undefined }),
    })
  const label =
    chosen.length === 0
      ? t('nav.allCompanies')
      : chosen.length === 1
        ? chosen[0]
        : t('nav.companiesChosen', { count: chosen.length })
  return (
    <Popover position="bottom-end" trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          className="company-switch"
          leftSection={<IconBuildingStore size={18} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <span className="company-switch-name">{label}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('nav.companies')}>
        <CompanyChoices chosen={chosen} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

function OnlyCompany({ name }: { readonly name: string | undefined }) {
  return name ? <span className="only-company">{name}</span> : null
}

import { Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core'
import { IconBuildingStore, IconChevronDown } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#ui/session.ts'

const MANY = 8

/** The companies one works on: several can be on; none ticked means all of them. */
export function CompanySwitch() {
  const { t } = useTranslation()
  const { companies } = useSession()
  const { entreprises } = useSearch({ strict: false })
  const navigate = useNavigate()
  if (companies.length < 2) return <OnlyCompany name={companies[0]?.legalName} />
  const chosen = entreprises?.split(',').filter((code) => code !== '') ?? []
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
        <Choices chosen={chosen} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface ChoicesProps {
  readonly chosen: readonly string[]
  readonly onChoose: (codes: readonly string[]) => void
}

function Choices({ chosen, onChoose }: ChoicesProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const [text, setText] = useState('')
  const shown = companies.filter(({ code, legalName }) =>
    `${code} ${legalName}`.toLocaleLowerCase().includes(text.toLocaleLowerCase()),
  )
  return (
    <Stack gap="xs" w={280}>
      {companies.length > MANY ? (
        <TextInput
          type="search"
          aria-label={t('nav.findCompany')}
          placeholder={t('nav.findCompany')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : null}
      <Checkbox label={t('nav.allCompanies')} checked={chosen.length === 0} onChange={() => onChoose([])} />
      <div className="company-choices">
        {shown.map(({ code, legalName, isExample }) => (
          <Checkbox
            key={code}
            label={isExample ? `${code} · ${legalName} (${t('nav.example')})` : `${code} · ${legalName}`}
            checked={chosen.includes(code)}
            onChange={() =>
              onChoose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
            }
          />
        ))}
      </div>
    </Stack>
  )
}

function OnlyCompany({ name }: { readonly name: string | undefined }) {
  return name ? <span className="only-company">{name}</span> : null
}

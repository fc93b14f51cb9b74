import { Checkbox, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from './session.ts'

const MANY = 8

interface CompanyChoicesProps {
  /** Codes; none means all. */
  readonly chosen: readonly string[]
  readonly onChoose: (codes: readonly string[]) => void
}

/** The companies one works on: several can be on; none ticked means all of them. */
export function CompanyChoices({ chosen, onChoose }: CompanyChoicesProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const [text, setText] = useState('')
  const shown = companies.filter(({ code, legalName }) =>
    `${code} ${legalName}`.toLocaleLowerCase().includes(text.toLocaleLowerCase()),
  )
  const toggle = (code: string) =>
    onChoose(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
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
            onChange={() => toggle(code)}
          />
        ))}
      </div>
    </Stack>
  )
}

/** Codes of "FNAC,ISAGRI", as addresses hold them. */
export function companyCodes(text: string | undefined): string[] {
  return text?.split(',').filter((code) => code !== '') ?? []
}

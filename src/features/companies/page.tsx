import { Anchor, Button, Table } from '@mantine/core'
import { IconBuildingPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchCompanies } from '#ui/api.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { Company } from './contract.ts'
import { NewCompanyDialog } from './new-company.tsx'

/** « Paramètres › Entreprises & papier à en-tête ». */
export function CompaniesPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({ queryKey: ['companies'], queryFn: fetchCompanies })
  const [isCreating, setCreating] = useState(false)
  const create = (
    <Button leftSection={<IconBuildingPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t('companies.create')}
    </Button>
  )
  return (
    <>
      <ScreenHead title={t('nav.letterheads')} trail={[t('nav.settings')]}>
        {data && data.companies.length > 0 ? create : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={48} /> : null}
      {data?.companies.length === 0 ? (
        <Empty icon={<IconBuildingPlus size={28} />} title={t('companies.none')} actions={create}>
          {t('companies.noneHint')}
        </Empty>
      ) : null}
      {data && data.companies.length > 0 ? <CompaniesTable companies={data.companies} /> : null}
      {isCreating ? <NewCompanyDialog onClose={() => setCreating(false)} /> : null}
    </>
  )
}

function CompaniesTable({ companies }: { readonly companies: readonly Company[] }) {
  const { t } = useTranslation()
  return (
    <WideTable label={t('nav.letterheads')} minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('companies.code')}</Table.Th>
          <Table.Th>{t('companies.legalName')}</Table.Th>
          <Table.Th>{t('companies.letterhead')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {companies.map((company) => (
          <Table.Tr key={company.code}>
            <Table.Td>
              <Anchor
                renderRoot={(props) => (
                  <Link {...props} to="/parametres/entreprises/$code" params={{ code: company.code }} />
                )}
              >
                {company.code}
              </Anchor>
            </Table.Td>
            <Table.Td>
              {company.legalName}
              {company.isExample ? <span className="dimmed"> ({t('nav.example')})</span> : null}
            </Table.Td>
            <Table.Td>
              <LetterheadState company={company} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

function LetterheadState({ company }: { readonly company: Company }) {
  const { t } = useTranslation()
  const words = [
    company.missing.length > 0 ? t('companies.missing', { count: company.missing.length }) : '',
    company.warnings.length > 0 ? t('companies.toCheck', { count: company.warnings.length }) : '',
  ].filter((word) => word !== '')
  if (words.length === 0) return t('companies.complete')
  return <span className="companies-incomplete">{words.join(' · ')}</span>
}

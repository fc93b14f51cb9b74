import { Anchor, Button, Stack } from '@mantine/core'
import { IconArchive, IconArrowBackUp, IconBuildingPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { archiveCompany, type Company, fetchCompanies, restoreCompany } from '../contract.ts'
import { NewCompanyDialog } from './new-company.tsx'
import './companies.css'

/** « Paramètres › Entreprises & papier à en-tête ». */
export function CompaniesPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ['companies'],
    queryFn: () => ask(fetchCompanies, {}),
  })
  const [isCreating, setCreating] = useState(false)
  const mayCreate = useCapability('create-company')
  const create = (
    <Button
      leftSection={<IconBuildingPlus size={18} aria-hidden />}
      onClick={() => setCreating(true)}
      {...whyDisabled(mayCreate)}
    >
      {t('letterhead.create')}
    </Button>
  )
  const active = data?.companies.filter((company) => company.archivedAt === null)
  const archived = data?.companies.filter((company) => company.archivedAt !== null) ?? []
  const none = archived.length > 0 ? 'noneActive' : 'none'
  return (
    <div className="companies">
      <ScreenHead title={t('nav.letterheads')} trail={[t('nav.settings')]}>
        {active && active.length > 0 ? create : null}
      </ScreenHead>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={4} height={48} /> : null}
      {active?.length === 0 ? (
        <Empty icon={<IconBuildingPlus size={28} />} title={t(`letterhead.${none}`)} actions={create}>
          {t(`letterhead.${none}Hint`)}
        </Empty>
      ) : null}
      {active && active.length > 0 ? <ActiveCompanies companies={active} /> : null}
      {archived.length > 0 ? <ArchivedCompanies companies={archived} /> : null}
      {isCreating ? <NewCompanyDialog onClose={() => setCreating(false)} /> : null}
    </div>
  )
}

interface CompaniesProps {
  readonly companies: readonly Company[]
}

function ActiveCompanies({ companies }: CompaniesProps) {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<Company | null>(null)
  return (
    <>
      <ul className="companies-list" aria-label={t('nav.companies')}>
        {companies.map((company) => (
          <li key={company.code}>
            <CompanyName company={company} />
            <LetterheadState company={company} />
            <ArchiveButton company={company} onArchive={() => setLeaving(company)} />
          </li>
        ))}
      </ul>
      {leaving ? <ArchiveDialog company={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  )
}

interface ArchiveButtonProps {
  readonly company: Company
  readonly onArchive: () => void
}

function ArchiveButton({ company, onArchive }: ArchiveButtonProps) {
  const { t } = useTranslation()
  const mayEdit = useCapability('edit-company', company.code)
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<IconArchive size={16} aria-hidden />}
      aria-label={`${t('letterhead.archive')} ${company.legalName}`}
      onClick={onArchive}
      {...whyDisabled(mayEdit)}
    >
      {t('letterhead.archive')}
    </Button>
  )
}

function ArchivedCompanies({ companies }: CompaniesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  // Archived companies are not among those of the session: the server knows the role in each.
  const mayEdit = useCapability('edit-company')
  const restoring = useMutation({
    mutationFn: (code: string) => ask(restoreCompany, { params: { code } }),
    onSuccess: async ({ legalName }) => {
      say(t('letterhead.restored', { name: legalName }))
      await Promise.all(['companies', 'session'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
    onError: sayFailure,
  })
  return (
    <section aria-labelledby="companies-archived">
      <h2 id="companies-archived" className="companies-title">
        {t('letterhead.archivedCompanies')}
      </h2>
      <ul className="companies-list">
        {companies.map((company) => (
          <li key={company.code}>
            <CompanyName company={company} />
            <span className="dimmed">
              {t('letterhead.archivedOn', {
                day: format.instant(company.archivedAt ?? ''),
                name: format.who(company.archivedBy ?? ''),
              })}
            </span>
            <Button
              size="compact-sm"
              variant="subtle"
              loading={restoring.isPending && restoring.variables === company.code}
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              aria-label={`${t('letterhead.restore')} ${company.legalName}`}
              onClick={() => restoring.mutate(company.code)}
              {...whyDisabled(mayEdit)}
            >
              {t('letterhead.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function CompanyName({ company }: { readonly company: Company }) {
  const { t } = useTranslation()
  return (
    <span className="companies-name">
      <Anchor
        aria-label={t('letterhead.edit', { name: company.legalName })}
        renderRoot={(props) => (
          <Link {...props} to="/parametres/entreprises/$code" params={{ code: company.code }} />
        )}
      >
        {company.legalName}
      </Anchor>
      <span className="dimmed">
        {company.code}
        {company.isExample ? ` · ${t('nav.example')}` : null}
      </span>
    </span>
  )
}

function LetterheadState({ company }: { readonly company: Company }) {
  const { t } = useTranslation()
  const words = [
    company.missing.length > 0 ? t('letterhead.missing', { count: company.missing.length }) : '',
    company.warnings.length > 0 ? t('letterhead.toCheck', { count: company.warnings.length }) : '',
  ].filter((word) => word !== '')
  if (words.length === 0) return <span className="dimmed">{t('letterhead.complete')}</span>
  return <span className="letterhead-odd">{words.join(' · ')}</span>
}

interface ArchiveDialogProps {
  readonly company: Company
  readonly onClose: () => void
}

/** Asks before a company is hidden; a draft that waits is told, with its number. */
function ArchiveDialog({ company: { code, legalName: name }, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const archiving = useMutation({
    mutationFn: () => ask(archiveCompany, { params: { code } }),
    onSuccess: async () => {
      onClose()
      say(t('letterhead.archived', { name }))
      await Promise.all(
        ['companies', 'session', 'reminders'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
  return (
    <Dialog title={t('letterhead.archiveTitle', { name })} onClose={onClose}>
      <Stack>
        <p>{t('letterhead.archiveQuestion')}</p>
        <DialogEnd
          error={archiving.error}
          label={t('letterhead.archive')}
          isPending={archiving.isPending}
          focus="cancel"
          onClose={onClose}
          onConfirm={() => archiving.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

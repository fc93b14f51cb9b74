import { UnstyledButton } from '@mantine/core'
import { IconBuildingPlus, IconDatabaseImport, IconSparkles } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { loadExample } from '#features/example/contract.ts'
import { ask } from '#ui/ask.ts'

import { useCapability } from '#ui/capability.ts'
import { sayFailure } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { sessionQuery } from '#ui/session.ts'
import { Empty } from '#ui/states.tsx'

/** First visit: three ways to begin. */
export function Welcome() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const client = useQueryClient()
  const mayBegin = useCapability('create-company').allowed
  const example = useMutation({
    mutationFn: () => ask(loadExample, {}),
    onSuccess: async () => {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await navigate({ to: '/relances' })
    },
    onError: sayFailure,
  })
  // Invited, and no company is open to them yet: there is nothing to begin.
  if (!mayBegin) {
    return (
      <Empty icon={<IconBuildingPlus size={28} />} title={t('welcome.noCompany')}>
        {t('welcome.noCompanyHint')}
      </Empty>
    )
  }
  return (
    <div className="welcome">
      <ScreenHead title={t('welcome.title')} />
      <p className="welcome-lead">{t('welcome.lead')}</p>
      <div className="welcome-choices">
        <Choice
          icon={<IconDatabaseImport size={28} stroke={1.5} />}
          title={t('welcome.import')}
          hint={t('welcome.importHint')}
          onChoose={() => void navigate({ to: '/importer' })}
        />
        <Choice
          icon={<IconSparkles size={28} stroke={1.5} />}
          title={example.isPending ? t('loading') : t('welcome.example')}
          hint={t('welcome.exampleHint')}
          isBusy={example.isPending}
          onChoose={() => example.mutate()}
        />
        <Choice
          icon={<IconBuildingPlus size={28} stroke={1.5} />}
          title={t('welcome.empty')}
          hint={t('welcome.emptyHint')}
          onChoose={() => void navigate({ to: '/parametres/entreprises' })}
        />
      </div>
    </div>
  )
}

interface ChoiceProps {
  readonly icon: ReactNode
  readonly title: string
  readonly hint: string
  readonly isBusy?: boolean
  readonly onChoose: () => void
}

function Choice({ icon, title, hint, isBusy = false, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton className="welcome-choice" disabled={isBusy} onClick={onChoose}>
      <span className="welcome-icon" aria-hidden="true">
        {icon}
      </span>
      <strong>{title}</strong>
      <span className="dimmed">{hint}</span>
    </UnstyledButton>
  )
}

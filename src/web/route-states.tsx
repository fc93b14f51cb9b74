import { Button } from '@mantine/core'
import { IconError404 } from '@tabler/icons-react'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty, Failure } from '#ui/states.tsx'

export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return <Failure error={error} onRetry={retry} />
}

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<IconError404 size={32} />}
      title={t('failure.notFound')}
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/relances" />}>{t('failure.toReminders')}</Button>
      }
    >
      {t('failure.notFoundHint')}
    </Empty>
  )
}

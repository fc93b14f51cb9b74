import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconError404 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from './request.ts'

export interface EmptyProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  /** What to do next: buttons or links. */
  readonly actions?: ReactNode
}

/** Nothing to show, why, and the next step. */
export function Empty({ icon, title, children, actions }: EmptyProps) {
  return (
    <div className="state">
      {icon ? (
        <div className="state-icon" aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <h2 className="state-title">{title}</h2>
      {children ? <div className="state-text">{children}</div> : null}
      {actions ? <div className="state-actions">{actions}</div> : null}
    </div>
  )
}

/** What went wrong, in the server's words, and a way to try again. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation()
  if (error instanceof ApiError && error.code === 'not-found') return <Missing error={error} />
  return (
    <div role="alert">
      <Empty
        icon={<IconAlertTriangle size={28} />}
        title={t('failure.title')}
        actions={
          onRetry ? (
            <Button variant="default" onClick={onRetry}>
              {t('failure.retry')}
            </Button>
          ) : null
        }
      >
        {messageOf(error) || t('failure.unknown')}
      </Empty>
    </div>
  )
}

// A client, a run or a company that is not, or no longer, there: asking again would say the same.
function Missing({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <Empty
        icon={<IconError404 size={28} />}
        title={t('failure.missing')}
        actions={
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/" />}>
            {t('failure.toHome')}
          </Button>
        }
      >
        {error.message}
      </Empty>
    </div>
  )
}

/** Grey rows while the first ones arrive. */
export function RowsSkeleton({ rows, height }: { readonly rows: number; readonly height: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('loading')} className="rows-skeleton">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical grey rows have no other key
        <Skeleton key={index} height={height} radius="sm" />
      ))}
    </div>
  )
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fetchBackups } from '#features/backups/contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability } from '#ui/capability.ts'

const HOUR_MS = 60 * 60 * 1000

/** Tells whoever can do something about it that backups fail or are missed, on every screen until it is mended. */
export function BackupNotice() {
  const isTheirs = useCapability('manage-backups').allowed
  // There it is told in full.
  const isOnBackups = useLocation().pathname === '/parametres/sauvegardes'
  return isTheirs && !isOnBackups ? <MissedBackups /> : null
}

function MissedBackups() {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['backups'],
    queryFn: () => ask(fetchBackups, {}),
    staleTime: HOUR_MS,
    refetchInterval: HOUR_MS,
  })
  if (!data || !(data.isStale || data.failure)) return null
  const days = data.daysSince ?? 0
  const missed =
    data.backups.length === 0 ? t('missedBackups.never') : t('missedBackups.stale', { count: days })
  return (
    <p className="shell-notice" role="status">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{data.isStale ? missed : t('missedBackups.failed')}</span>
      <Link to="/parametres/sauvegardes">{t('missedBackups.see')}</Link>
    </p>
  )
}

import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export interface ScreenHeadProps {
  readonly title: string
  /** What is above this screen, said before its name: "Ventes › Relances". */
  readonly trail?: readonly string[]
  readonly onBack?: () => void
  readonly backLabel?: string
  readonly children?: ReactNode
}

/** Breadcrumb with the back arrow at the top left; also names the browser's tab. */
export function ScreenHead({ title, trail = [], onBack, backLabel, children }: ScreenHeadProps) {
  const { t } = useTranslation()
  // Tabs are narrow: what the screen is, then where it is.
  const tab = trail.length > 0 ? [title, ...trail].join(' – ') : `${title} · ${t('product')}`
  useEffect(() => {
    document.title = tab
  }, [tab])
  return (
    <div className="screen-head">
      {onBack ? (
        <ActionIcon variant="subtle" size="lg" onClick={onBack} aria-label={backLabel ?? t('back')}>
          <IconArrowLeft size={20} />
        </ActionIcon>
      ) : null}
      <div className="screen-titles">
        {trail.length > 0 ? <p className="screen-trail">{trail.join(' › ')}</p> : null}
        <h1 className="screen-title">{title}</h1>
      </div>
      {children}
    </div>
  )
}

import { Alert, Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { HandDialog } from './hand-dialog.tsx'
import type { ImportSteps } from './use-import.tsx'

interface ImportToReviewProps {
  readonly steps: ImportSteps
}

/** « À revoir »: what the preview showed is no longer what would be done, or the work was cut short. */
export function ToReview({ steps }: ImportToReviewProps) {
  const { t } = useTranslation()
  const { options, state } = steps
  return (
    <Alert color="yellow" role="alert" title={t('imports.toReview.title')}>
      <p>{state?.problem}</p>
      <Group mt="sm">
        {options ? (
          <Button loading={steps.isBusy} onClick={() => steps.preview(options)}>
            {t('imports.toReview.again')}
          </Button>
        ) : null}
        <Button variant="default" onClick={steps.backToOptions}>
          {t('imports.changeOptions')}
        </Button>
      </Group>
    </Alert>
  )
}

const WAITING = ['options', 'preview', 'review']

/** Until when a deposit waits for its owner, who may give it to somebody else. */
export function Expiry({ steps }: ImportToReviewProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { state, step, options } = steps
  const [isHanding, setHanding] = useState(false)
  if (!state || !WAITING.includes(step)) return null
  return (
    <div className="import-waiting">
      <p className="dimmed">{t('imports.toReview.expires', { day: format.day(state.expiresOn) })}</p>
      {options ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setHanding(true)}>
          {t('imports.hand.open')}
        </Button>
      ) : null}
      {isHanding ? (
        <HandDialog id={state.id} onHanded={steps.leave} onClose={() => setHanding(false)} />
      ) : null}
    </div>
  )
}

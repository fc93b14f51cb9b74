import { Alert, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
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

/** Until when a deposit waits for its owner. */
export function Expiry({ steps }: ImportToReviewProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { state, step } = steps
  if (!state || !WAITING.includes(step)) return null
  return <p className="dimmed">{t('imports.toReview.expires', { day: format.day(state.expiresOn) })}</p>
}

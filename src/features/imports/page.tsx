import { Alert, Button, Progress } from '@mantine/core'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { messageOf } from '#ui/states.tsx'
import { DropZone } from './drop-zone.tsx'
import { ImportHistory } from './import-history.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ImportResult } from './import-result.tsx'
import { OptionsForm } from './options-form.tsx'
import { type ImportSteps, useImport } from './use-import.tsx'
import './imports.css'

export interface ImportPageProps {
  /** The letterhead form of a company, asked after its first import. */
  readonly renderLetterhead: (company: string) => ReactNode
}

/** « Importer »: a file, what it would change, then what it has changed. */
export function ImportPage({ renderLetterhead }: ImportPageProps) {
  const { t } = useTranslation()
  const steps = useImport()
  return (
    <div className="imports">
      <ScreenHead
        title={t('nav.import')}
        {...(steps.step === 'choose' ? {} : { onBack: steps.restart, backLabel: t('imports.restart') })}
      />
      {steps.error ? (
        <Alert color="red" role="alert" title={t('failure.title')} mb="md">
          {messageOf(steps.error)}
        </Alert>
      ) : null}
      <Step steps={steps} renderLetterhead={renderLetterhead} />
      {steps.step === 'choose' ? <ImportHistory /> : null}
    </div>
  )
}

function Step({ steps, renderLetterhead }: ImportPageProps & { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { deposit, state } = steps
  switch (steps.step) {
    case 'choose':
      return <DropZone onFiles={steps.upload} />
    case 'upload':
      return <Waiting label={uploadingLabel(steps.sending, t)} progress={steps.sent} />
    case 'options':
      return deposit ? <OptionsForm deposit={deposit} steps={steps} /> : null
    case 'reading':
      return <Waiting label={t('imports.reading')} progress={state?.progress ?? 0} />
    case 'preview':
      return state?.preview ? <ImportPreview preview={state.preview} steps={steps} /> : null
    case 'writing':
      return <Waiting label={t('imports.writing')} progress={state?.progress ?? 0} />
    case 'done':
      return <ImportResult steps={steps} renderLetterhead={renderLetterhead} />
    case 'failed':
      return <Failed problem={state?.problem ?? deposit?.problem ?? ''} onRestart={steps.restart} />
  }
}

function uploadingLabel({ index, count }: ImportSteps['sending'], t: TFunction): string {
  return count > 1 ? t('imports.uploadingOf', { index, count }) : t('imports.uploading')
}

function Waiting({ label, progress }: { readonly label: string; readonly progress: number }) {
  const format = useFormats()
  return (
    <div className="import-wait">
      <p role="status">{label}</p>
      <Progress.Root size="lg">
        <Progress.Section value={progress * 100} aria-label={label} />
      </Progress.Root>
      <p className="dimmed figures">{format.share(Math.floor(progress * 100) / 100)}</p>
    </div>
  )
}

function Failed({ problem, onRestart }: { readonly problem: string; readonly onRestart: () => void }) {
  const { t } = useTranslation()
  return (
    <Alert color="red" role="alert" title={t('imports.refused')}>
      <p>{problem || t('failure.unknown')}</p>
      <Button mt="sm" variant="default" onClick={onRestart}>
        {t('imports.otherFile')}
      </Button>
    </Alert>
  )
}

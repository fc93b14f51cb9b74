import { Alert, Button, Progress, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, messageOf } from '#ui/states.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { ImportKind } from '../contract.ts'
import { fetchImportHistory } from '../deposit-contract.ts'
import { DropZone } from './drop-zone.tsx'
import { ExportHelp } from './export-help.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ImportResult } from './import-result.tsx'
import { Expiry, ToReview } from './import-to-review.tsx'
import { OptionsForm } from './options-form.tsx'
import { type ImportSteps, type Step as StepName, useImport } from './use-import.tsx'
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
      <StepRegion step={steps.step}>
        {steps.deposit ? <Aside steps={steps} /> : null}
        <Step steps={steps} renderLetterhead={renderLetterhead} />
        <Expiry steps={steps} />
      </StepRegion>
      {steps.step === 'choose' ? (
        <>
          <ExportHelp />
          <ImportHistory />
        </>
      ) : null}
    </div>
  )
}

/** What is on the screen changes by itself: the focus follows, and a screen reader says where it is. */
function StepRegion({ step, children }: { readonly step: StepName; readonly children: ReactNode }) {
  const { t } = useTranslation()
  const region = useRef<HTMLElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current !== step) region.current?.focus()
    shown.current = step
  }, [step])
  return (
    <section ref={region} tabIndex={-1} className="import-step" aria-label={t(`imports.step.${step}`)}>
      {children}
    </section>
  )
}

function Step({ steps, renderLetterhead }: ImportPageProps & { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { deposit, state } = steps
  switch (steps.step) {
    case 'choose':
      return <DropZone onFiles={steps.upload} />
    case 'upload':
      return (
        <Waiting
          label={t('imports.uploading')}
          detail={sendingDetail(steps.sending, t)}
          progress={steps.sent}
        />
      )
    case 'options':
      return deposit ? <OptionsForm deposit={deposit} steps={steps} /> : null
    case 'reading':
      return <Waiting label={t('imports.reading')} progress={state?.progress ?? 0} />
    case 'preview':
      return state?.preview ? <ImportPreview preview={state.preview} steps={steps} /> : null
    case 'review':
      return <ToReview steps={steps} />
    case 'writing':
      return <Waiting label={t('imports.writing')} progress={state?.progress ?? 0} />
    case 'done':
      return <ImportResult steps={steps} renderLetterhead={renderLetterhead} />
    case 'failed':
      return <Failed problem={state?.problem ?? null} steps={steps} />
  }
}

function sendingDetail({ index, count }: ImportSteps['sending'], t: TFunction): string {
  return count > 1 ? t('imports.uploadingOf', { index, count }) : ''
}

interface WaitingProps {
  readonly label: string
  /** Changes too often to be read aloud each time. */
  readonly detail?: string
  readonly progress: number
}

function Waiting({ label, detail, progress }: WaitingProps) {
  const format = useFormats()
  return (
    <div className="import-wait">
      <p role="status">{label}</p>
      <Progress.Root size="lg">
        <Progress.Section value={progress * 100} aria-label={label} />
      </Progress.Root>
      <p className="dimmed figures">
        {[detail, format.share(Math.floor(progress * 100) / 100)].filter(Boolean).join(' · ')}
      </p>
    </div>
  )
}

/** Files refused before the first that could be read: the others go on without them. */
function Aside({ steps }: { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  if (steps.aside.length === 0) return null
  return (
    <Alert color="yellow" role="status" title={t('imports.aside', { count: steps.aside.length })} mb="md">
      <Problems problems={steps.aside} />
    </Alert>
  )
}

/** Why files are refused, each by its name. */
function Problems({ problems }: { readonly problems: ImportSteps['aside'] }) {
  return (
    <ul className="import-problems">
      {problems.map(({ file, problem }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two files may have one name
        <li key={index}>
          <strong>{file}</strong> {problem}
        </li>
      ))}
    </ul>
  )
}

function Failed({ problem, steps }: { readonly problem: string | null; readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { aside, notSent } = steps
  return (
    <Alert
      color="red"
      role="alert"
      title={t('imports.refused', { count: problem === null ? aside.length + notSent : 1 })}
    >
      {problem === null ? <Problems problems={aside} /> : <p>{problem || t('failure.unknown')}</p>}
      {notSent > 0 ? <p>{t('imports.notSent', { count: notSent })}</p> : null}
      <p>{t('imports.nothingKept')}</p>
      <Button mt="sm" variant="default" onClick={steps.restart}>
        {t('imports.otherFile')}
      </Button>
    </Alert>
  )
}

/** The files already imported. */
function ImportHistory() {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['imports'],
    queryFn: () => ask(fetchImportHistory, {}),
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data || data.rows.length === 0) return null
  return (
    <section>
      <h2 className="import-title">{t('imports.history')}</h2>
      <WideTable label={t('imports.history')} minWidth={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.file')}</Table.Th>
            <Table.Th>{t('imports.whose')}</Table.Th>
            <Table.Th>{t('history.column.letterOn')}</Table.Th>
            <Table.Th>{t('history.column.by')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                {row.fileName}{' '}
                <span className="dimmed">
                  {t(`imports.kind.${row.kind as ImportKind}`, { defaultValue: row.kind })}
                </span>
              </Table.Td>
              <Table.Td>{row.company}</Table.Td>
              <Table.Td className="figures">{format.instant(row.createdAt)}</Table.Td>
              <Table.Td>{format.who(row.createdBy)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

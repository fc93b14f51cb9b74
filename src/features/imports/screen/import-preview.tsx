import { Alert, Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addressOf } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import type { FileIssue, ImportPreview as Preview } from '../contract.ts'
import { exportChanges } from '../deposit-contract.ts'
import { ComparisonTable, PartiesTable } from './balance-tables.tsx'
import { BankAccountsPanel, isAccountAsked } from './bank-accounts-panel.tsx'
import { ChangesTable } from './changes-table.tsx'
import { DocumentsTable } from './documents-table.tsx'
import { DoubtsPanel } from './doubts-panel.tsx'
import { EncodingPanel } from './encoding-panel.tsx'
import { FecAccounts, FecControls } from './fec-controls.tsx'
import { IssueLines } from './issue-lines.tsx'
import { PlanTable } from './plan-table.tsx'
import { StatementsPreview } from './statements-preview.tsx'
import type { ImportSteps } from './use-import.tsx'

/** So many remarks are read at a glance; more are unfolded. */
const FEW = 3

interface ImportPreviewProps {
  readonly preview: Preview
  readonly steps: ImportSteps
}

/** What the file would change; nothing is written yet. A file with a wrong line changes nothing. */
export function ImportPreview({ preview, steps }: ImportPreviewProps) {
  const { t } = useTranslation()
  const isRefused = preview.errors.length > 0
  return (
    <div className="import-preview">
      {preview.fec ? <FecControls fec={preview.fec} /> : null}
      {preview.fec ? <FecAccounts accounts={preview.fec.accounts} steps={steps} /> : null}
      {preview.encodings ? <EncodingPanel encodings={preview.encodings} steps={steps} /> : null}
      {isRefused ? null : <DoubtsPanel doubts={preview.doubts} steps={steps} />}
      {isRefused ? <Refusal preview={preview} /> : <Changes preview={preview} steps={steps} />}
      {preview.comparison ? <ComparisonTable comparison={preview.comparison} /> : null}
      <IssuesTable
        title={t('imports.understood', { count: preview.remarks.length })}
        issues={preview.remarks}
        tone="note"
      />
      <IssuesTable
        title={t('imports.warnings', { count: preview.warningCount })}
        issues={preview.warnings}
        total={preview.warningCount}
        tone="warning"
      />
      <PartiesTable parties={preview.parties} total={preview.partyCount} />
      <Group justify="flex-end" className="import-acts">
        {steps.canChangeOptions ? (
          <Button variant="default" onClick={steps.backToOptions}>
            {t('imports.changeOptions')}
          </Button>
        ) : null}
        <Button variant={isRefused ? 'filled' : 'default'} onClick={steps.restart}>
          {t(isRefused ? 'imports.otherFile' : 'cancel')}
        </Button>
        {isRefused || isAccountAsked(preview.bank) ? null : (
          <Button loading={steps.isBusy} onClick={steps.confirm}>
            {t('imports.confirm')}
          </Button>
        )}
      </Group>
    </div>
  )
}

function Refusal({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const isWhole = preview.errors.every(({ line }) => line === 0)
  const count = new Set(preview.errors.map(({ file }) => file)).size
  return (
    <>
      <Alert color="red" role="alert" title={t('imports.refused', { count })}>
        {isWhole ? null : <p>{t('imports.refusedHint')}</p>}
        <p>{t(preview.isRefusalKept ? 'imports.refusalKept' : 'imports.refusalNotKept')}</p>
      </Alert>
      <IssuesTable
        title={t(isWhole ? 'imports.refusedFiles' : 'imports.errors', { count: preview.errors.length })}
        issues={preview.errors}
        tone="error"
      />
    </>
  )
}

function Changes({ preview, steps }: ImportPreviewProps) {
  const { t } = useTranslation()
  const { state } = steps
  if (preview.bank)
    return (
      <>
        <BankAccountsPanel accounts={preview.bank.accounts ?? []} steps={steps} />
        {isAccountAsked(preview.bank) ? null : <StatementsPreview bank={preview.bank} />}
      </>
    )
  return (
    <>
      <NettingOffer preview={preview} steps={steps} />
      <DocumentsTable documents={preview.documents} />
      <h2 className="import-title">{t('imports.changes')}</h2>
      <ChangesTable counts={preview.counts} preview={preview} />
      {preview.plan ? (
        <PlanTable
          plan={preview.plan}
          ahead={preview.ahead}
          isOwing={preview.counts.openCents > 0}
          exportPath={
            state
              ? (format) => addressOf(exportChanges, { params: { id: state.id }, query: { format } })
              : null
          }
        />
      ) : null}
      <ProbablePaymentsAhead preview={preview} />
      <Remarks preview={preview} />
    </>
  )
}

/** « 16 règlements correspondent à une facture »: offered once the file is imported. */
function ProbablePaymentsAhead({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const count = preview.probablePayments?.count ?? 0
  return count === 0 ? null : (
    <Alert color="ink" title={t('imports.probable.title', { count })}>
      {t('imports.probable.ahead')}
    </Alert>
  )
}

/** A ledger that letters little: settling each party's debts by its payments is offered, not done. */
function NettingOffer({ preview, steps }: ImportPreviewProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { options } = steps
  if (!preview.fec || !options) return null
  if (options.netting)
    return (
      <Alert color="ink" title={t('imports.netted')}>
        <Group justify="space-between">
          {t('imports.nettedHint', { amount: format.money(preview.fec.nettedCents, 'EUR') })}
          <Button
            size="compact-sm"
            variant="default"
            loading={steps.isBusy}
            onClick={() => steps.preview({ ...options, netting: false })}
          >
            {t('imports.unnet')}
          </Button>
        </Group>
      </Alert>
    )
  if (!preview.fec.suggestsNetting) return null
  return (
    <Alert color="yellow" title={t('imports.netting')}>
      <p>{t('imports.nettingHint', { amount: format.money(preview.fec.nettedCents, 'EUR') })}</p>
      <Button
        mt="xs"
        size="compact-sm"
        loading={steps.isBusy}
        onClick={() => steps.preview({ ...options, netting: true })}
      >
        {t('imports.net')}
      </Button>
    </Alert>
  )
}

function Remarks({ preview }: { readonly preview: Preview }) {
  const { t } = useTranslation()
  const remarks = [
    preview.estimatedDueDates > 0 ? t('imports.estimated', { count: preview.estimatedDueDates }) : '',
    preview.customersWithoutAddress > 0
      ? t('imports.withoutAddress', { count: preview.customersWithoutAddress })
      : '',
  ].filter((remark) => remark !== '')
  if (remarks.length === 0) return null
  return (
    <ul className="import-remarks">
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  )
}

interface IssuesTableProps {
  readonly title: string
  readonly issues: readonly FileIssue[]
  /** All of them, when only the first ones are told. */
  readonly total?: number
  readonly tone: 'error' | 'warning' | 'note'
}

/** What is wrong or odd, line by line, so that it can be found in the file. */
function IssuesTable({ title, issues, total = issues.length, tone }: IssuesTableProps) {
  const { t } = useTranslation()
  if (issues.length === 0) return null
  return (
    <details className="import-issues" data-tone={tone} open={tone === 'error' || total <= FEW}>
      <summary>{title}</summary>
      <IssueLines label={title} issues={issues} isOneFile={issues.some(({ line }) => line > 0)} />
      {total > issues.length ? (
        <p className="dimmed">{t('imports.moreIssues', { count: total - issues.length })}</p>
      ) : null}
    </details>
  )
}

import { Alert, Button, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ChangesTable } from './changes-table.tsx'
import { DocumentsTable } from './documents-table.tsx'
import type { ImportPageProps } from './page.tsx'
import { ProbablePayments } from './probable-payments.tsx'
import { StatementsPreview } from './statements-preview.tsx'
import type { ImportSteps } from './use-import.tsx'

/** What has changed, and where to go next; a first company is asked for its letterhead. */
export function ImportResult({ steps, renderLetterhead }: ImportPageProps & { readonly steps: ImportSteps }) {
  const { t } = useTranslation()
  const { state, options } = steps
  const company = options?.company
  return (
    <div className="import-preview">
      <Alert color="green" icon={<IconCircleCheck aria-hidden />} title={t('imports.done')} role="status">
        <Group>
          {state?.preview?.bank ? (
            <Button
              renderRoot={(props) => (
                <Link {...props} to="/rapprochement" search={company ? { entreprises: company } : {}} />
              )}
            >
              {t('imports.bank.toReconciliation')}
            </Button>
          ) : null}
          <Button
            renderRoot={(props) => (
              <Link {...props} to="/relances" search={company ? { entreprises: company } : {}} />
            )}
          >
            {t('failure.toReminders')}
          </Button>
          {state?.preview && state.preview.customersWithoutAddress > 0 ? (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/clients/completer"
                  search={{ manque: 'address', ...(company ? { entreprises: company } : {}) }}
                />
              )}
            >
              {t('imports.completeCustomers')}
            </Button>
          ) : null}
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/doublons" search={company ? { entreprises: company } : {}} />
            )}
          >
            {t('history.merges')}
          </Button>
          <Button variant="default" onClick={steps.restart}>
            {t('imports.otherFile')}
          </Button>
        </Group>
      </Alert>
      {state?.preview?.bank ? (
        <StatementsPreview bank={state.preview.bank} />
      ) : state?.result ? (
        <ChangesTable counts={state.result} preview={state.preview} />
      ) : null}
      {company ? <ProbablePayments company={company} /> : null}
      <DocumentsTable documents={state?.preview?.documents ?? []} />
      {company && (steps.wasFirst || options?.companyName !== undefined) ? (
        <section>
          <h2 className="import-title">{t('imports.letterhead')}</h2>
          <p className="dimmed">{t('imports.letterheadHint')}</p>
          {renderLetterhead(company)}
        </section>
      ) : null}
    </div>
  )
}

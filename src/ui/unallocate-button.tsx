import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelAllocation } from '#features/receivables/credit-acts-contract.ts'
import { ask } from './ask.ts'
import { useCapability, whyDisabled } from './capability.ts'
import { say } from './notices.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

import { refreshReceivables } from './refresh-receivables.ts'

interface UnallocateButtonProps {
  readonly allocationId: number
  /** In words, as the table shows it. */
  readonly amount: string
  readonly company: string
  /** Stated by a file, which will state it again. */
  readonly isImported: boolean
}

/** Cancels an allocation, with why; it stays in sight, cancelled. */
export function UnallocateButton({ allocationId, amount, company, isImported }: UnallocateButtonProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const mayWrite = useCapability('allocate', company)
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('receivable.unallocateOf', { amount })}
        onClick={() => setAsked(true)}
        {...whyDisabled(mayWrite)}
      >
        {t('cancel')}
      </Button>
      {isAsked ? (
        <ReasonDialog
          title={t('receivable.unallocateTitle', { amount })}
          effect={
            isImported
              ? `${t('receivable.unallocateEffect')} ${t('receivable.unallocateImported')}`
              : t('receivable.unallocateEffect')
          }
          action={t('receivable.unallocate')}
          label={t('receivable.reason')}
          hint={t('receivable.reasonHint')}
          act={(reason) => ask(cancelAllocation, { params: { id: allocationId }, body: { reason } })}
          onDone={() => {
            say(t('receivable.unallocated'))
            refreshReceivables(client)
          }}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  )
}

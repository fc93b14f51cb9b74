import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { sayFailure } from '#ui/notices.tsx'
import type { RunSummary } from '../contract.ts'
import { useConfirmRun } from './leave-modal.tsx'

interface ConfirmPrintedProps {
  readonly run: RunSummary
  /** The letters went to the printer, or to a file, since the screen was opened. */
  readonly hasPrinted: boolean
  /** Asks what the arrow asks. */
  readonly onAsk: () => void
  readonly onLeave: () => void
}

/**
 * « J'ai imprimé : confirmer », lit once something was printed: the question of the arrow is then answered. Before, and
 * where e-mails would leave, it is asked.
 */
export function ConfirmPrinted({ run, hasPrinted, onAsk, onLeave }: ConfirmPrintedProps) {
  const { t } = useTranslation()
  const may = useCapability('remind')
  const confirm = useConfirmRun(run.id, onLeave)
  const sends = run.ways !== null && run.ways.email + run.ways.both > 0
  const act = () => (hasPrinted && !sends ? confirm.mutate(undefined, { onError: sayFailure }) : onAsk())
  return (
    <Button
      variant={hasPrinted ? 'filled' : 'default'}
      leftSection={<IconCheck size={18} aria-hidden />}
      loading={confirm.isPending}
      onClick={act}
      {...whyDisabled(may)}
    >
      {t('letters.printedConfirm')}
    </Button>
  )
}

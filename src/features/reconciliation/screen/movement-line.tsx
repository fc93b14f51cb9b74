import { ActionIcon, Button } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { TablePart } from '#ui/table-part.tsx'
import type { MovementRow } from '../contract.ts'
import { Parts, Proposed } from './movement-words.tsx'

interface MovementLineProps {
  readonly movement: MovementRow
  readonly index: number
  readonly isActive: boolean
  readonly actions: Readonly<
    Record<'confirm' | 'choose' | 'setAside' | 'undo', (movement: MovementRow) => void>
  >
}

/** A bank movement: its day and amount, who the bank says, what it may be or is, what to do of it. */
export function MovementLine({ movement, index, isActive, actions }: MovementLineProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { payer, text, reference, amountCents, currency, status } = movement
  return (
    <TablePart
      as="row"
      className="bank-line"
      aria-rowindex={index + 1}
      data-movement={movement.id}
      tabIndex={isActive ? 0 : -1}
    >
      <TablePart as="cell" className="bank-day figures">
        {format.day(movement.bookedOn)}
      </TablePart>
      <TablePart as="cell" className="bank-amount amount" data-out={amountCents < 0}>
        {amountCents > 0 ? '+' : ''}
        {format.money(amountCents, currency)}
        {movement.isRejection ? (
          <span className="mark" data-tone="warning">
            {t('bank.rejection')}
          </span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="bank-text">
        <strong>{payer ?? t('bank.noPayer')}</strong>
        <span className="dimmed">{[text, reference].filter((words) => words).join(' · ')}</span>
      </TablePart>
      <TablePart as="cell" className="bank-found">
        {status === 'pending' ? <Proposed movement={movement} /> : <Parts movement={movement} />}
      </TablePart>
      <TablePart as="cell" className="bank-acts">
        {status === 'pending' ? (
          <PendingActs movement={movement} actions={actions} />
        ) : (
          <UndoAct movement={movement} actions={actions} />
        )}
      </TablePart>
    </TablePart>
  )
}

type ActsProps = Pick<MovementLineProps, 'movement' | 'actions'>

function PendingActs({ movement, actions }: ActsProps) {
  const { t } = useTranslation()
  const check = useCapability('allocate', movement.company)
  return (
    <>
      {movement.hasClearFirst ? (
        <Button
          size="compact-sm"
          tabIndex={-1}
          onClick={() => actions.confirm(movement)}
          {...whyDisabled(check)}
        >
          {t('bank.confirm')}
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        tabIndex={-1}
        variant="default"
        onClick={() => actions.choose(movement)}
        {...whyDisabled(check)}
      >
        {t('bank.choose')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        tabIndex={-1}
        aria-label={t('bank.setAside')}
        title={t('bank.setAside')}
        onClick={() => actions.setAside(movement)}
        {...whyDisabled(check)}
      >
        <IconEyeOff size={18} />
      </ActionIcon>
    </>
  )
}

function UndoAct({ movement, actions }: ActsProps) {
  const { t } = useTranslation()
  const check = useCapability('allocate', movement.company)
  return (
    <Button
      size="compact-sm"
      tabIndex={-1}
      variant="default"
      onClick={() => actions.undo(movement)}
      {...whyDisabled(check)}
    >
      {t(movement.status === 'set-aside' ? 'bank.takeUp' : 'bank.undo')}
    </Button>
  )
}

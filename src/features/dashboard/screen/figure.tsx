import { ActionIcon, Popover, UnstyledButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface FigureProps {
  readonly label: string
  readonly formula: string
  readonly value: string
  /** Beside or under it: the share, what it was a month ago. */
  readonly children?: ReactNode
  /** Opens the invoices it is made of. */
  readonly onUnfold?: (() => void) | undefined
}

/** One figure with its formula, and the way to the invoices it is made of. */
export function Figure({ label, formula, value, children, onUnfold }: FigureProps) {
  const { t } = useTranslation()
  return (
    <div className="figure">
      <p className="figure-label">
        {label}
        <Formula label={label}>{formula}</Formula>
      </p>
      <p className="figure-value figures">
        {onUnfold ? (
          <UnstyledButton
            className="figure-link"
            aria-label={`${value} · ${t('dashboard.unfold', { figure: label })}`}
            onClick={onUnfold}
          >
            {value}
          </UnstyledButton>
        ) : (
          value
        )}
      </p>
      {children ? <div className="figure-more">{children}</div> : null}
    </div>
  )
}

/** « i »: how a figure is worked out. */
export function Formula({ label, children }: { readonly label: string; readonly children: string }) {
  const { t } = useTranslation()
  return (
    <Popover width={300} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="transparent"
          color="gray"
          size="sm"
          aria-label={t('dashboard.formula', { figure: label })}
        >
          <IconInfoCircle size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}

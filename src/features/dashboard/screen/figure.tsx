import { ActionIcon, Popover, UnstyledButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface FigureProps {
  readonly label: string
  readonly formula: string
  /** The formula with figures. */
  readonly example?: string
  readonly value: string
  /** Beside or under it: the share, what it was a month ago. */
  readonly children?: ReactNode
  /** Opens the invoices it is made of. */
  readonly onUnfold?: (() => void) | undefined
}

/** One figure with its formula, and the way to the invoices it is made of. */
export function Figure({ label, formula, example, value, children, onUnfold }: FigureProps) {
  const { t } = useTranslation()
  return (
    <div className="figure">
      <p className="figure-label">
        {label}
        <Formula label={label} example={example}>
          {formula}
        </Formula>
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

interface FormulaProps {
  readonly label: string
  readonly example?: string | undefined
  readonly children: string
}

/** « i »: how a figure is worked out, and an example of it. */
export function Formula({ label, example, children }: FormulaProps) {
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
      <Popover.Dropdown>
        <p>{children}</p>
        {example ? (
          <p className="figure-example">
            <strong>{t('dashboard.example')}</strong> {example}
          </p>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}

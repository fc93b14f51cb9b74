import { ActionIcon, Button, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import {
  IconChevronLeft,
  IconChevronRight,
  IconLayoutSidebar,
  IconMinus,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { PrintButtons } from './print-buttons.tsx'
import type { Reading } from './use-reading.tsx'

interface ViewerToolbarProps {
  readonly run: number
  /** Something of it goes on paper. */
  readonly isPrinted: boolean
  readonly reading: Reading
  readonly toReview: number
  /** Letters went to the printer, or to a file. */
  readonly onPrinted: () => void
  /** What may be done of the letter read. */
  readonly children?: ReactNode
}

/** [Imprimer] [Télécharger] ‹ Page x sur y › [Page par page | Continu] − 100 % + 🔍 */
export function ViewerToolbar(props: ViewerToolbarProps) {
  const { t } = useTranslation()
  const { run, isPrinted, reading, toReview, onPrinted, children } = props
  return (
    <div className="viewer-toolbar" role="toolbar" aria-label={t('letters.toolbar')}>
      <ToolButton
        label={t(reading.isListOpen ? 'letters.hideList' : 'letters.showList')}
        isPressed={reading.isListOpen}
        onClick={() => reading.setListOpen(!reading.isListOpen)}
      >
        <IconLayoutSidebar size={18} />
      </ToolButton>
      {isPrinted ? <PrintButtons run={run} onPrinted={onPrinted} /> : null}
      {children}
      <PageStepper reading={reading} />
      <SegmentedControl
        size="xs"
        aria-label={t('letters.view')}
        value={reading.isContinuous ? 'continuous' : 'page'}
        onChange={(view) => reading.setContinuous(view === 'continuous')}
        data={[
          { value: 'page', label: t('letters.pageByPage') },
          { value: 'continuous', label: t('letters.continuous') },
        ]}
      />
      <ZoomStepper reading={reading} />
      <TextInput
        className="viewer-search"
        type="search"
        size="sm"
        aria-label={t('letters.search')}
        placeholder={t('letters.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={reading.search}
        onChange={(event) => reading.setSearch(event.currentTarget.value)}
      />
      {toReview > 0 || reading.isToReview ? (
        <Button
          variant={reading.isToReview ? 'filled' : 'default'}
          size="sm"
          aria-pressed={reading.isToReview}
          onClick={() => reading.setToReview(!reading.isToReview)}
        >
          {t('letters.toReview', { count: toReview })}
        </Button>
      ) : null}
    </div>
  )
}

function PageStepper({ reading }: { readonly reading: Reading }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { page, pages, letterNumber, letterCount } = reading
  return (
    <div className="stepper">
      <ToolButton label={t('letters.previous')} isDisabled={!reading.hasPrevious} onClick={reading.goBack}>
        <IconChevronLeft size={18} />
      </ToolButton>
      <p className="stepper-words figures" aria-live="polite">
        {letterCount > 1
          ? t('letters.letterOf', { letter: format.count(letterNumber), letters: format.count(letterCount) })
          : null}
        {t('letters.page', { page, pages })}
      </p>
      <ToolButton label={t('letters.next')} isDisabled={!reading.hasNext} onClick={reading.goOn}>
        <IconChevronRight size={18} />
      </ToolButton>
    </div>
  )
}

function ZoomStepper({ reading }: { readonly reading: Reading }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <div className="stepper">
      <ToolButton label={t('letters.zoomOut')} onClick={() => reading.zoom(-1)}>
        <IconMinus size={18} />
      </ToolButton>
      <span className="zoom figures" aria-live="polite">
        {format.share(Math.round(reading.scale * 100) / 100)}
      </span>
      <ToolButton label={t('letters.zoomIn')} onClick={() => reading.zoom(1)}>
        <IconPlus size={18} />
      </ToolButton>
    </div>
  )
}

interface ToolButtonProps {
  readonly label: string
  readonly isPressed?: boolean
  readonly isDisabled?: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function ToolButton({ label, isPressed, isDisabled = false, onClick, children }: ToolButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={isPressed ? 'light' : 'subtle'}
        color={isPressed ? 'ink' : 'gray'}
        size="lg"
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from './return-focus.ts'

interface DialogProps {
  readonly title: ReactNode
  readonly size?: 'md' | 'lg' | 'xl'
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A window over the screen, open as long as it exists. */
export function Dialog({ title, size = 'md', onClose, children }: DialogProps) {
  const { t } = useTranslation()
  useReturnFocus()
  return (
    <Modal
      opened
      centered
      onClose={onClose}
      title={title}
      size={size}
      overlayProps={{ backgroundOpacity: 0.45 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Its <header> would count as a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  )
}

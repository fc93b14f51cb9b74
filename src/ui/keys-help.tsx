import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconKeyboard } from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import './keys.css'

interface KeysHelpProps {
  /** The dialog that lists them. */
  readonly children: (onClose: () => void) => ReactNode
}

/** The button, and « ? », that list the keys of a screen. */
export function KeysHelp({ children }: KeysHelpProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  useHotkeys([
    ['?', () => setOpen(true), { usePhysicalKeys: false }],
    ['shift+?', () => setOpen(true), { usePhysicalKeys: false }],
  ])
  return (
    <>
      <ActionIcon
        className="keys-button"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('keys.title')}
        onClick={() => setOpen(true)}
      >
        <IconKeyboard size={20} />
      </ActionIcon>
      <Suspense>{isOpen ? children(() => setOpen(false)) : null}</Suspense>
    </>
  )
}

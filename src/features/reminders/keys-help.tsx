import { ActionIcon } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconKeyboard } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '#ui/lazy-part.tsx'

const KeysModal = lazyPart(async () => (await import('./keys-modal.tsx')).KeysModal)

/** The button, and « ? », that list the keys. */
export function KeysHelp() {
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
      <Suspense>{isOpen ? <KeysModal onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

import { ActionIcon, Kbd } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'

const KEYS = [
  { keys: ['↑', '↓'], meaning: 'move' },
  { keys: ['↵'], meaning: 'confirm' },
  { keys: ['C'], meaning: 'choose' },
  { keys: ['X'], meaning: 'setAside' },
  { keys: ['Suppr'], meaning: 'undo' },
  { keys: ['?'], meaning: 'help' },
] as const

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
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('keys.title')}
        onClick={() => setOpen(true)}
      >
        <IconKeyboard size={20} />
      </ActionIcon>
      {isOpen ? (
        <Dialog onClose={() => setOpen(false)} title={t('keys.title')}>
          <dl className="bank-keys">
            {KEYS.map(({ keys, meaning }) => (
              <div key={meaning}>
                <dt>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{t(`bank.key.${meaning}`)}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      ) : null}
    </>
  )
}

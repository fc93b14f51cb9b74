import { ActionIcon, Kbd, Modal } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const KEYS = [
  { keys: ['↑', '↓'], meaning: 'move' },
  { keys: ['␣'], meaning: 'tick' },
  { keys: ['→'], meaning: 'unfold' },
  { keys: ['←'], meaning: 'fold' },
  { keys: ['1', '2', '3', '4'], meaning: 'level' },
  { keys: ['↵'], meaning: 'open' },
  { keys: ['Tab'], meaning: 'controls' },
  { keys: ['?'], meaning: 'help' },
] as const

/** The keys of the list, under « ? ». */
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
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('keys.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <dl className="keys">
          {KEYS.map(({ keys, meaning }) => (
            <div key={meaning}>
              <dt>
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd>{t(`keys.${meaning}`)}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  )
}

import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'

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

/** The keys of the list. */
export function KeysModal({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('keys.title')}>
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
    </Dialog>
  )
}

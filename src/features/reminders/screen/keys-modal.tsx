import { useTranslation } from 'react-i18next'
import { KeysDialog } from '#ui/keys-dialog.tsx'

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
  return <KeysDialog keys={KEYS} meaningOf={(meaning) => t(`keys.${meaning}`)} onClose={onClose} />
}

import { useTranslation } from 'react-i18next'
import { KeysDialog } from '#ui/keys-dialog.tsx'

const KEYS = [
  { keys: ['↑', '↓'], meaning: 'move' },
  { keys: ['↵'], meaning: 'confirm' },
  { keys: ['C'], meaning: 'choose' },
  { keys: ['X'], meaning: 'setAside' },
  { keys: ['Suppr'], meaning: 'undo' },
  { keys: ['?'], meaning: 'help' },
] as const

/** The keys of the movements. */
export function KeysModal({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return <KeysDialog keys={KEYS} meaningOf={(meaning) => t(`bank.key.${meaning}`)} onClose={onClose} />
}

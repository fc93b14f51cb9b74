import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'
import './keys.css'

interface KeysDialogProps<Meaning extends string> {
  readonly keys: readonly { readonly keys: readonly string[]; readonly meaning: Meaning }[]
  readonly meaningOf: (meaning: Meaning) => string
  readonly onClose: () => void
}

/** The keys of a screen and what each does. */
export function KeysDialog<Meaning extends string>({ keys, meaningOf, onClose }: KeysDialogProps<Meaning>) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} title={t('keys.title')}>
      <dl className="keys">
        {keys.map(({ keys: pressed, meaning }) => (
          <div key={meaning}>
            <dt>
              {pressed.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaningOf(meaning)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

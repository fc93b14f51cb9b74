import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { say } from '#ui/notices.tsx'

/** Copies a text to the clipboard. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('people.account.copied'))
  }
  return (
    <Button variant="default" onClick={() => void copy()}>
      {t('people.account.copy')}
    </Button>
  )
}

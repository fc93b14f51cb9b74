import { ActionIcon, Tooltip } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { loadWords } from '#ui/language.ts'
import { lazyPart } from '#ui/lazy-part.tsx'

const Palette = lazyPart(async () => {
  await loadWords('search')
  return (await import('#features/search/screen/palette.tsx')).Palette
})

/** Search everywhere: a button for a finger, Ctrl K for the keyboard, also while typing in a field. */
export function SearchButton() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  useHotkeys([['mod+K', () => setOpen(true)]], [])
  return (
    <>
      <Tooltip label={`${t('nav.search')} (Ctrl K)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('nav.search')}
          aria-keyshortcuts="Control+K"
          onClick={() => setOpen(true)}
        >
          <IconSearch size={20} />
        </ActionIcon>
      </Tooltip>
      <Suspense>{isOpen ? <Palette onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

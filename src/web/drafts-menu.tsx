import { Button, Menu } from '@mantine/core'
import { IconMailPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'

/** Drafts left open: nothing was confirmed, nothing is lost. */
export function DraftsMenu() {
  const { t } = useTranslation()
  const format = useFormats()
  const { drafts } = useSession()
  if (drafts.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="light"
          size="compact-md"
          leftSection={<IconMailPause size={16} aria-hidden />}
          className="drafts-button"
          aria-label={t('nav.drafts', { count: drafts.length })}
        >
          <span className="drafts-words">{t('nav.drafts', { count: drafts.length })}</span>
          <span className="drafts-number" aria-hidden="true">
            {drafts.length}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {drafts.map(({ id, letterOn, letters, createdAt, createdBy }) => (
          <Menu.Item
            key={id}
            renderRoot={(props) => (
              <Link {...props} to="/relances/lettres/$run" params={{ run: String(id) }} />
            )}
          >
            {t('nav.draft', { day: format.day(letterOn), count: letters })}
            <span className="drafts-made">
              {t('nav.draftMade', { run: id, who: createdBy, when: format.instant(createdAt) })}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

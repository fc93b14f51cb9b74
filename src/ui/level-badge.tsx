import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'
import { useCapability, whyDisabledItem } from './capability.ts'
import { LightMenu } from './light-menu.tsx'

/** "● Niveau 3": the colour never goes without its words. */
export function LevelBadge({ level }: { readonly level: Level }) {
  const { t } = useTranslation()
  return (
    <span className="level" data-level={level}>
      <span className="level-dot" aria-hidden="true" />
      {t('level.name', { level })}
    </span>
  )
}

export interface LevelMenuProps {
  readonly level: Level
  /** "Niveau de PROFR": who the level is of, for those who do not see the row. */
  readonly label: string
  /** Code of the company whose role it takes. */
  readonly company: string
  readonly tabIndex: number
  readonly onChange: (level: Level) => void
}

/** The badge as a drop-down: any level, up or down. */
export function LevelMenu({ level, label, company, tabIndex, onChange }: LevelMenuProps) {
  const { t } = useTranslation()
  const name = t('level.name', { level })
  return (
    <LightMenu
      position="bottom-start"
      target={
        <UnstyledButton
          className="level level-button"
          data-level={level}
          tabIndex={tabIndex}
          aria-label={`${label}, ${name}`}
        >
          <span className="level-dot" aria-hidden="true" />
          {name}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      }
      renderItems={() => <LevelItems level={level} company={company} onChange={onChange} />}
    />
  )
}

function LevelItems({ level, company, onChange }: Pick<LevelMenuProps, 'level' | 'company' | 'onChange'>) {
  const { t } = useTranslation()
  const may = whyDisabledItem(useCapability('set-level', company))
  return LEVELS.map((choice) => (
    <Menu.Item
      key={choice}
      onClick={() => choice !== level && onChange(choice)}
      {...may}
      rightSection={choice === level ? <IconCheck size={16} aria-label={t('level.current')} /> : null}
    >
      <LevelBadge level={choice} />
    </Menu.Item>
  ))
}

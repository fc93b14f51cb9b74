import { Button, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LEVELS, type Level } from '#domain/dunning/levels.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import type { StartingGroup } from '../contract.ts'

interface GroupCardProps {
  readonly group: StartingGroup
  readonly level: Level
  /** A formal notice is chosen and was not looked at. */
  readonly isUnseen: boolean
  readonly onChoose: (level: Level) => void
  readonly onShow: (level: Level) => void
}

/** Debts of one age: how many, the level proposed, and the letter that each choice would print. */
export function GroupCard({ group, level, isUnseen, onChoose, onShow }: GroupCardProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { example, leastDaysLate: least, mostDaysLate: most } = group
  const title = t('startingLevels.age', { least, most })
  return (
    <section className="starting-group" aria-label={title}>
      <h2>{title}</h2>
      <p className="figures">
        {t('startingLevels.sum', {
          instalments: t('startingLevels.instalments', { count: group.instalments }),
          customers: t('startingLevels.customers', { count: group.customers }),
          amount: format.amounts(group.amounts),
        })}
      </p>
      <div className="starting-choice">
        <SegmentedControl
          className="starting-levels"
          aria-label={t('startingLevels.level')}
          value={String(level)}
          data={LEVELS.map((one) => ({ value: String(one), label: <LevelBadge level={one} /> }))}
          onChange={(value) => onChoose(Number(value) as Level)}
        />
        <Button variant="default" onClick={() => onShow(level)}>
          {t('startingLevels.show', { level })}
        </Button>
      </div>
      <p className="dimmed">
        {t('startingLevels.proposed', { level: group.proposed })}{' '}
        {t('startingLevels.example', {
          name: example.name,
          number: example.number ?? '',
          day: format.day(example.dueOn),
        })}
      </p>
      {isUnseen ? <p className="starting-warning">{t('startingLevels.unseen')}</p> : null}
    </section>
  )
}

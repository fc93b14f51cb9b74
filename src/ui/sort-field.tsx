import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Sorting } from './sort-head.tsx'

interface SortFieldProps<Key extends string> extends Sorting<Key> {
  /** What can be sorted by, with its name. */
  readonly columns: readonly (readonly [key: Key, name: string])[]
}

/** The order of a list where its rows are cards and no column has a head to press. */
export function SortField<Key extends string>({ columns, sort, direction, onSort }: SortFieldProps<Key>) {
  const { t } = useTranslation()
  const choices = columns.flatMap(([key, name]) =>
    (['asc', 'desc'] as const).map((way) => ({ key, way, label: t(`sort.${way}`, { column: name }) })),
  )
  return (
    <NativeSelect
      className="narrow-sort"
      label={t('sort.by')}
      data={choices.map(({ key, way, label }) => ({ value: `${key} ${way}`, label }))}
      value={`${sort} ${direction}`}
      onChange={(event) => {
        const chosen = choices.find(({ key, way }) => `${key} ${way}` === event.currentTarget.value)
        if (chosen) onSort(chosen.key, chosen.way)
      }}
    />
  )
}

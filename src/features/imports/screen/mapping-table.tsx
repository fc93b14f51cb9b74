import { NativeSelect, Table } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { WideTable } from '#ui/wide-table.tsx'
import type { Deposit, FileReading } from '../deposit-contract.ts'

type FileTable = NonNullable<Deposit['table']>
type Mapping = Readonly<Record<string, number>>

interface MappingTableProps {
  readonly table: FileTable
  readonly mapping: Mapping
  /** Fields that cannot be done without and have no column yet. */
  readonly missing: readonly string[]
  /** Three values of each column and what becomes of them, once they are known. */
  readonly readings: FileReading['columns'] | undefined
  readonly onChange: (mapping: Mapping) => void
}

/** Column by column: its name, what it holds in the first rows, and what it means. */
export function MappingTable({ table, mapping, missing, readings, onChange }: MappingTableProps) {
  const { t } = useTranslation()
  const assign = (column: number, field: string) => {
    const others = Object.entries(mapping).filter(([name, at]) => at !== column && name !== field)
    onChange(Object.fromEntries(field === '' ? others : [...others, [field, column]]))
  }
  return (
    <section>
      <h2 className="import-title">{t('imports.mapping')}</h2>
      <p className="dimmed">{t('imports.mappingHint')}</p>
      {missing.length > 0 ? (
        <p className="import-missing" role="status">
          {t('imports.mappingMissing', { fields: missing.map((field) => fieldWord(t, field)).join(', ') })}
        </p>
      ) : null}
      <WideTable label={t('imports.mapping')} minWidth={560} isDense isCards>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.column')}</Table.Th>
            <Table.Th>{t('imports.sample')}</Table.Th>
            <Table.Th>{t('imports.meaning')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.columns.map((name, column) => (
            <Table.Tr key={name}>
              <Table.Td>
                <strong>{name || t('imports.unnamed', { number: column + 1 })}</strong>
              </Table.Td>
              <Table.Td className="import-sample">
                {readings?.[column] ? <Samples samples={readings[column]} /> : samplesOf(table, column)}
              </Table.Td>
              <Table.Td>
                <FieldSelect table={table} mapping={mapping} column={column} onChange={assign} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </section>
  )
}

/** Each value, and what it is read as when that is not the value itself. */
function Samples({ samples }: { readonly samples: FileReading['columns'][number] }) {
  const { t } = useTranslation()
  return (
    <ul className="import-readings">
      {samples.map(({ text, readAs }) => (
        <li key={text}>
          {readAs === null || readAs === text ? text : t('imports.readAs', { text, readAs })}
        </li>
      ))}
    </ul>
  )
}

interface FieldSelectProps {
  readonly table: FileTable
  readonly mapping: Mapping
  readonly column: number
  readonly onChange: (column: number, field: string) => void
}

function FieldSelect({ table, mapping, column, onChange }: FieldSelectProps) {
  const { t } = useTranslation()
  const current = Object.entries(mapping).find(([, at]) => at === column)?.[0] ?? ''
  const fields = table.fields.map(({ name, isRequired }) => ({
    value: name,
    label: isRequired ? `${fieldWord(t, name)} *` : fieldWord(t, name),
  }))
  return (
    <NativeSelect
      size="xs"
      aria-label={t('imports.meaningOf', { column: table.columns[column] ?? column + 1 })}
      data={[{ value: '', label: t('imports.ignored') }, ...fields]}
      value={current}
      onChange={(event) => onChange(column, event.currentTarget.value)}
    />
  )
}

const SAMPLES = 3

function samplesOf({ sample }: FileTable, column: number): string {
  const values = sample.map((row) => row[column] ?? '').filter((value) => value !== '')
  return [...new Set(values)].slice(0, SAMPLES).join(' · ')
}

// A field added to the readers before its word is shown under its own name.
function fieldWord(t: TFunction, field: string): string {
  return t(`imports.field.${field as 'dueOn'}`, { defaultValue: field })
}

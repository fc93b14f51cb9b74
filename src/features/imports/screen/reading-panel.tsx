import { Fieldset, NativeSelect, Stack, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { FileDoubt, ImportOptions } from '../contract.ts'
import type { FileReading } from '../deposit-contract.ts'

type Answers = NonNullable<ImportOptions['answers']>

interface UnknownStatesProps {
  readonly states: readonly FileDoubt[]
  readonly answers: Answers
  readonly onChange: (answers: Answers) => void
}

/** « Qu’en faire ? », state by state; the answers are remembered with the mapping. */
export function UnknownStates({ states, answers, onChange }: UnknownStatesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (states.length === 0) return null
  const pick = (id: string, choice: string) => {
    const others = Object.fromEntries(Object.entries(answers).filter(([asked]) => asked !== id))
    onChange(choice === '' ? others : { ...others, [id]: choice as Answers[string] })
  }
  return (
    <Fieldset legend={t('imports.states')}>
      <Stack gap="sm">
        <p className="dimmed">{t('imports.statesHint')}</p>
        {states.map(({ id, value, count, amounts, choices }) => (
          <NativeSelect
            key={id}
            label={t('imports.stateOf', { state: value })}
            description={`${t('imports.doubtCount', { count })} · ${format.amounts(amounts)}`}
            value={answers[id] ?? ''}
            onChange={(event) => pick(id, event.currentTarget.value)}
            data={[
              { value: '', label: t('imports.doubtLater') },
              ...choices.map(({ choice, label }) => ({ value: choice, label })),
            ]}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}

/** What each client owes as the columns are read now: it changes as one changes them. */
export function OwedNow({ reading }: { readonly reading: FileReading }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { customers, customerCount, owingCount, owed, problem } = reading
  if (problem !== null) return <p role="status">{t('imports.owedProblem', { problem })}</p>
  if (customerCount === 0) return null
  const label = t('imports.owedNow')
  return (
    <section>
      <h2 className="import-title">{label}</h2>
      <WideTable label={label} minWidth={320} isDense>
        <Table.Tbody>
          {customers.map(({ account, code, name, currency, balanceCents }) => (
            <Table.Tr key={`${account} ${code} ${currency}`}>
              <Table.Td>
                <span className="dimmed">{code}</span> {name}
              </Table.Td>
              <Table.Td className="amount">{format.money(balanceCents, currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      <p className="figures" role="status">
        {t('imports.owedSum', {
          count: owingCount,
          amount: format.amounts(owed),
        })}
      </p>
    </section>
  )
}

import { Button, Fieldset, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { companyCodeOf } from '#domain/people/company-code.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import type { ImportKind, ImportOptions } from '../contract.ts'
import { type Deposit, type FileReading, type ReadingOrder, readDeposit } from '../deposit-contract.ts'
import { type CompanyChoice, CompanyFields, companyOptions, isCompanyChosen } from './company-fields.tsx'
import { MappingTable } from './mapping-table.tsx'
import { OwedNow, UnknownStates } from './reading-panel.tsx'
import type { ImportSteps } from './use-import.tsx'

interface OptionsFormProps {
  readonly deposit: Deposit
  readonly steps: ImportSteps
}

interface Form {
  readonly company: CompanyChoice
  readonly kind: ImportKind
  readonly term: string
  readonly mapping: Readonly<Record<string, number>>
  readonly dateOrder: 'dmy' | 'mdy' | 'ymd'
  readonly completeOn: string | null
  readonly answers: NonNullable<ImportOptions['answers']>
}

/** What the file does not say: whose it is, what its columns hold, whether it is the whole list. */
export function OptionsForm({ deposit, steps }: OptionsFormProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [form, setForm] = useForm(deposit, steps.options)
  const set = (change: Partial<Form>) => setForm((current) => ({ ...current, ...change }))
  const { table } = deposit
  const missing = table ? missingFields(table, form.mapping) : []
  const reading = useReading(deposit, readingOrderOf(form))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    steps.preview(optionsOf(form, deposit))
  }
  return (
    <form onSubmit={submit} className="import-options">
      <p className="dimmed figures">
        {[
          namesOf(deposit, t),
          format.bytes(deposit.bytes),
          t(`imports.kind.${form.kind}`),
          deposit.account?.number,
        ]
          .filter((fact) => fact)
          .join(' · ')}
      </p>
      <Fieldset legend={t('imports.whose')}>
        <Stack gap="sm">
          <CompanyFields
            choice={form.company}
            onChange={(company) => set({ company })}
            kind={form.kind}
            seller={deposit.seller?.name || null}
          />
          {form.kind === 'customers' || form.kind === 'statements' ? null : (
            <TextInput
              label={t('imports.term')}
              description={t('imports.termHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              placeholder={t('imports.termExample')}
              maxLength={100}
              value={form.term}
              onChange={(event) => set({ term: event.currentTarget.value })}
            />
          )}
        </Stack>
      </Fieldset>
      {table ? <TableFields table={table} form={form} set={set} missing={missing} reading={reading} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={steps.restart}>
          {t('imports.otherFile')}
        </Button>
        <Button
          type="submit"
          loading={steps.isBusy}
          disabled={!isCompanyChosen(form.company) || missing.length > 0}
        >
          {t('imports.preview')}
        </Button>
      </Group>
    </form>
  )
}

interface TableFieldsProps {
  readonly table: NonNullable<Deposit['table']>
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
  readonly missing: readonly string[]
  readonly reading: FileReading | undefined
}

function TableFields({ table, form, set, missing, reading }: TableFieldsProps) {
  const { t } = useTranslation()
  const kinds = (['list', 'customers'] as const).map((kind) => ({
    value: kind,
    label: t(`imports.kind.${kind}`),
  }))
  const orders = (['dmy', 'mdy', 'ymd'] as const).map((order) => ({
    value: order,
    label: t(`imports.order.${order}`),
  }))
  return (
    <>
      <Fieldset legend={t('imports.content')}>
        <Stack gap="sm">
          <NativeSelect
            label={t('imports.contains')}
            data={kinds}
            value={form.kind}
            onChange={(event) =>
              set({ kind: event.currentTarget.value === 'customers' ? 'customers' : 'list' })
            }
          />
          {table.dateOrderIsAmbiguous ? (
            <NativeSelect
              label={t('imports.dateOrder')}
              description={t('imports.dateOrderHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              data={orders}
              value={form.dateOrder}
              onChange={(event) => set({ dateOrder: event.currentTarget.value as Form['dateOrder'] })}
            />
          ) : null}
          {form.kind === 'list' ? (
            <DayField
              label={t('imports.completeOn')}
              description={t('imports.completeOnHint')}
              value={form.completeOn}
              onChange={(completeOn) => set({ completeOn })}
            />
          ) : null}
        </Stack>
      </Fieldset>
      <MappingTable
        table={table}
        mapping={form.mapping}
        missing={missing}
        readings={reading?.columns}
        onChange={(mapping) => set({ mapping })}
      />
      <UnknownStates
        states={reading?.states ?? []}
        answers={form.answers}
        onChange={(answers) => set({ answers })}
      />
      {reading && missing.length === 0 ? <OwedNow reading={reading} /> : null}
    </>
  )
}

function useForm(deposit: Deposit, before: ImportOptions | null) {
  const { companies } = useSession()
  return useState<Form>(() => ({
    company: firstChoice(companies, before, deposit),
    kind: before?.kind ?? deposit.kind ?? 'list',
    term: before?.term ?? '',
    mapping: before?.mapping ?? deposit.table?.mapping ?? {},
    dateOrder: before?.dateOrder ?? deposit.table?.dateOrder ?? 'dmy',
    completeOn: before?.completeOn ?? null,
    answers: before?.answers ?? deposit.table?.answers ?? {},
  }))
}

function firstChoice(
  companies: readonly { readonly code: string }[],
  before: ImportOptions | null,
  { seller, account }: Deposit,
): CompanyChoice {
  const only = account?.company ?? (companies.length === 1 ? companies[0]?.code : undefined)
  const code = before && before.companyName === undefined ? before.company : (seller?.company ?? only)
  const newName = before?.companyName ?? seller?.name ?? ''
  const taken = companies.map((company) => company.code)
  // An e-invoice names its seller: when it is none of ours, it may be a company to create.
  const isSellerNew = before === null && seller !== null && seller.company === null
  return {
    code: code ?? '',
    isNew: companies.length === 0 || before?.companyName !== undefined || (isSellerNew && only === undefined),
    newCode: before?.companyName === undefined ? companyCodeOf(newName, taken) : before.company,
    newName,
  }
}

function namesOf({ fileName, files }: Deposit, t: TFunction): string {
  return files > 1 ? t('imports.andOthers', { name: fileName, count: files - 1 }) : fileName
}

function readingOrderOf({ kind, mapping, dateOrder, answers }: Form): ReadingOrder {
  return { kind: kind === 'customers' ? 'customers' : 'list', mapping, dateOrder, answers }
}

function optionsOf(form: Form, { table }: Deposit): ImportOptions {
  const common = {
    ...companyOptions(form.company),
    kind: form.kind,
    netting: false,
    term: form.term.trim() || undefined,
  }
  if (!table) return common
  return {
    ...common,
    mapping: form.mapping,
    answers: form.answers,
    dateOrder: table.dateOrderIsAmbiguous ? form.dateOrder : undefined,
    completeOn: form.kind === 'list' ? (form.completeOn ?? undefined) : undefined,
  }
}

// What else can say the same: a customer known by its code needs no name.
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  customerName: ['customerCode', 'account'],
  totalCents: ['openCents', 'debit', 'amount'],
}

// A field the server asked for stays asked for until a column holds it.
function missingFields(table: NonNullable<Deposit['table']>, mapping: Form['mapping']): string[] {
  return table.missing.filter((field) =>
    [field, ...(STAND_INS[field] ?? [])].every((name) => mapping[name] === undefined),
  )
}

/** What a deposited table comes to as its columns are mapped now; the last known while it is asked again. */
function useReading(deposit: Deposit, order: ReadingOrder): FileReading | undefined {
  const { data } = useQuery({
    queryKey: ['imports', deposit.id, 'reading', order],
    queryFn: () => ask(readDeposit, { params: { id: deposit.id }, body: order }),
    enabled: deposit.table !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return data
}

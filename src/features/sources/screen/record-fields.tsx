import { Checkbox, Fieldset, Group, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RECORD_FIELDS } from '#domain/receivables/source.ts'
import { type DraftProps, oneOf } from './source-draft.ts'

const PAGINGS = ['none', 'page', 'link', 'next'] as const
const PATHS_ID = 'source-paths'

/** How the records of a program are asked for, and where each of them gives what an invoice needs. */
export function RecordFields({ draft, paths, onChange }: DraftProps & { readonly paths: readonly string[] }) {
  const { t } = useTranslation()
  const { records, paging, pageParameter, nextPath, isInCents, fields } = draft
  const hasParameter = paging === 'page' || paging === 'next'
  return (
    <>
      <Group grow align="start">
        <TextInput
          label={t('sources.records')}
          description={t('sources.recordsHint')}
          value={records}
          onChange={(event) => onChange({ records: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('sources.paging')}
          description={t('sources.pagingHint')}
          value={paging}
          onChange={(event) => onChange({ paging: oneOf(PAGINGS, event.currentTarget.value) })}
          data={PAGINGS.map((value) => ({ value, label: t(`sources.pages.${value}`) }))}
        />
      </Group>
      {hasParameter ? (
        <Group grow align="start">
          <TextInput
            label={t('sources.pageParameter')}
            placeholder={paging === 'page' ? 'page' : 'cursor'}
            value={pageParameter}
            onChange={(event) => onChange({ pageParameter: event.currentTarget.value })}
          />
          {paging === 'next' ? (
            <TextInput
              label={t('sources.nextPath')}
              placeholder="meta.next"
              value={nextPath}
              onChange={(event) => onChange({ nextPath: event.currentTarget.value })}
            />
          ) : null}
        </Group>
      ) : null}
      <Fieldset legend={t('sources.fields')}>
        <p className="dimmed">{t('sources.fieldsHint')}</p>
        <datalist id={PATHS_ID}>
          {paths.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <div className="source-fields">
          {RECORD_FIELDS.map((field) => (
            <TextInput
              key={field}
              size="xs"
              label={t(`imports.field.${field}`)}
              list={PATHS_ID}
              value={fields[field]}
              onChange={(event) => onChange({ fields: { ...fields, [field]: event.currentTarget.value } })}
            />
          ))}
        </div>
      </Fieldset>
      <Checkbox
        label={t('sources.inCents')}
        checked={isInCents}
        onChange={() => onChange({ isInCents: !isInCents })}
      />
    </>
  )
}

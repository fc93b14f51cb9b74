import { Checkbox, Fieldset, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CAPABILITIES, type Capability, isAllowed } from '#domain/people/capabilities.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useSession } from '#ui/session.ts'
import type { CreatedApiKey } from '../contract.ts'
import { createKey } from '../key-contract.ts'

export const KEYS = ['keys']

/** Days a key may be made valid for; null: until it is revoked. */
const VALIDITIES = [30, 90, 365, null] as const

interface NewKeyDialogProps {
  readonly onClose: () => void
  readonly onCreated: (key: CreatedApiKey) => void
}

/** A key for a program: never more than what its maker may do. */
export function NewKeyDialog({ onClose, onCreated }: NewKeyDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { companies } = useSession()
  const [name, setName] = useState('')
  const [capabilities, setCapabilities] = useState<readonly Capability[]>(['read'])
  const [codes, setCodes] = useState<readonly string[]>([])
  const [validDays, setValidDays] = useState<number | null>(365)
  const create = useMutation({
    mutationFn: () =>
      ask(createKey, {
        body: {
          name,
          capabilities: [...capabilities],
          companies: codes.length === 0 ? null : [...codes],
          validDays,
        },
      }),
    onSuccess: async (created) => {
      await client.invalidateQueries({ queryKey: KEYS })
      onCreated(created)
    },
  })
  return (
    <Dialog title={t('people.keys.create')} size="lg" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('people.keys.name')}
            description={t('people.keys.nameHint')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ScopeFields chosen={capabilities} onChange={setCapabilities} />
          {companies.length > 1 ? (
            <Fieldset legend={t('people.keys.companies')}>
              <div className="scope-grid">
                {companies.map(({ code }) => (
                  <Checkbox
                    key={code}
                    label={code}
                    checked={codes.includes(code)}
                    onChange={() => setCodes(toggled(codes, code))}
                  />
                ))}
              </div>
              {codes.length === 0 ? <p className="dimmed">{t('people.keys.allCompanies')}</p> : null}
            </Fieldset>
          ) : null}
          <NativeSelect
            label={t('people.keys.validity')}
            value={String(validDays ?? '')}
            data={VALIDITIES.map((days) => ({
              value: String(days ?? ''),
              label: days === null ? t('people.keys.forever') : t('people.keys.validFor', { count: days }),
            }))}
            onChange={({ currentTarget }) =>
              setValidDays(currentTarget.value === '' ? null : Number(currentTarget.value))
            }
          />
          <DialogEnd
            error={create.error}
            label={t('people.keys.create')}
            isPending={create.isPending}
            isDisabled={name.trim() === '' || capabilities.length === 0}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}

interface ScopeFieldsProps {
  readonly chosen: readonly Capability[]
  readonly onChange: (chosen: readonly Capability[]) => void
}

function ScopeFields({ chosen, onChange }: ScopeFieldsProps) {
  const { t } = useTranslation()
  const { roleEverywhere, companies } = useSession()
  const byCompany = Object.fromEntries(companies.map(({ code, role }) => [code, role]))
  const offered = (Object.keys(CAPABILITIES) as Capability[]).filter((capability) =>
    isAllowed({ everywhere: roleEverywhere, byCompany }, capability),
  )
  return (
    <Fieldset legend={t('people.keys.scopes')}>
      <div className="scope-grid">
        {offered.map((capability) => (
          <Checkbox
            key={capability}
            label={t(`people.keys.scope.${capability}`)}
            checked={chosen.includes(capability)}
            onChange={() => onChange(toggled(chosen, capability))}
          />
        ))}
      </div>
    </Fieldset>
  )
}

function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item]
}

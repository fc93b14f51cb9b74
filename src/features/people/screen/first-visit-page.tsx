import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Failure } from '#ui/states.tsx'
import { createAdministrator, fetchSignIn } from '../sign-in-contract.ts'
import { Gate, Refusal, useEntrance } from './gate.tsx'
import { isGoodPassword, NewPassword } from './new-password.tsx'

/** First visit: one step, the administrator’s account. */
export function FirstVisitPage() {
  const { t } = useTranslation()
  const enter = useEntrance()
  const state = useQuery({ queryKey: ['sign-in'], queryFn: () => ask(fetchSignIn, {}) })
  const [person, setPerson] = useState({ name: '', email: '', password: '', code: '' })
  const set = (change: Partial<typeof person>) => setPerson((current) => ({ ...current, ...change }))
  const create = useMutation({
    mutationFn: () => {
      const { code, ...fields } = person
      return ask(createAdministrator, { body: code.trim() === '' ? fields : { ...fields, code } })
    },
    onSuccess: enter,
  })
  if (state.error) return <Failure error={state.error} onRetry={() => void state.refetch()} />
  if (!state.data) return null
  if (state.data.step === 'sign-in' && create.isIdle) return <Navigate to="/connexion" replace />
  const isReady = person.name.trim() !== '' && person.email !== '' && isGoodPassword(person.password, person)
  return (
    <Gate title={t('people.firstVisit.title')} lead={t('people.firstVisit.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          {state.data.needsCode ? (
            <TextInput
              label={t('people.firstVisit.code')}
              description={t('people.firstVisit.codeHint')}
              required
              autoComplete="off"
              value={person.code}
              onChange={(event) => set({ code: event.currentTarget.value })}
            />
          ) : null}
          <TextInput
            label={t('people.name')}
            description={t('people.nameHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            autoComplete="name"
            value={person.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('people.email')}
            type="email"
            required
            autoComplete="username"
            value={person.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <NewPassword
            label={t('people.password')}
            value={person.password}
            person={person}
            onChange={(password) => set({ password })}
          />
          <Refusal error={create.error} />
          <Button type="submit" fullWidth loading={create.isPending} disabled={!isReady}>
            {t('people.firstVisit.create')}
          </Button>
          <p className="dimmed">{t('people.firstVisit.kept')}</p>
        </Stack>
      </form>
    </Gate>
  )
}

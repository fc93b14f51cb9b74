import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Failure } from '#ui/states.tsx'
import type { SignInState } from '../contract.ts'
import { askReset } from '../link-contract.ts'
import {
  fetchPasskeyChallenge,
  fetchProviderAddress,
  fetchSignIn,
  signIn,
  signInByPasskey,
  signInToDemo,
} from '../sign-in-contract.ts'
import { Gate, Refusal, useEntrance } from './gate.tsx'
import { hasPasskeys, showPasskey } from './passkeys.ts'
import { SecondFactorForm } from './second-factor-form.tsx'

/** « Connexion »: password, then the second factor; or a passkey, or a provider. */
export function SignInPage() {
  const { retour, error: providerError } = useSearch({ from: '/connexion' })
  const enter = useEntrance(retour)
  const state = useQuery({ queryKey: ['sign-in'], queryFn: () => ask(fetchSignIn, {}) })
  const [step, setStep] = useState<'password' | 'second-factor' | 'forgotten'>('password')
  if (state.error) return <Failure error={state.error} onRetry={() => void state.refetch()} />
  if (!state.data) return null
  if (state.data.step === 'first-visit') return <Navigate to="/bienvenue" replace />
  if (state.data.isDemo) return <DemoEntrance onDone={enter} />
  if (step === 'forgotten') return <ForgottenPassword onClose={() => setStep('password')} />
  if (step === 'second-factor') {
    return <SecondFactorForm onDone={enter} onRestart={() => setStep('password')} />
  }
  return (
    <PasswordStep
      state={state.data}
      hasProviderFailed={providerError !== undefined}
      onDone={enter}
      onSecondFactor={() => setStep('second-factor')}
      onForgotten={() => setStep('forgotten')}
    />
  )
}

interface PasswordStepProps {
  readonly state: SignInState
  readonly hasProviderFailed: boolean
  readonly onDone: () => Promise<void>
  readonly onSecondFactor: () => void
  readonly onForgotten: () => void
}

function PasswordStep({ state, hasProviderFailed, onDone, onSecondFactor, onForgotten }: PasswordStepProps) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => ask(signIn, { body: { email, password } }),
    onSuccess: async ({ needsSecondFactor }) => (needsSecondFactor ? onSecondFactor() : await onDone()),
  })
  return (
    <Gate title={t('people.signIn.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate()
        }}
      >
        <Stack>
          {hasProviderFailed ? (
            <Alert color="red" role="alert">
              {t('people.signIn.failed')}
            </Alert>
          ) : null}
          <TextInput
            label={t('people.email')}
            type="email"
            required
            autoComplete="username webauthn"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('people.password')}
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Refusal error={enter.error} />
          <Button
            type="submit"
            fullWidth
            loading={enter.isPending}
            disabled={email === '' || password === ''}
          >
            {t('people.signIn.go')}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={onForgotten}>
            {t('people.signIn.forgotten')}
          </Anchor>
          <OtherWays provider={state.provider} onDone={onDone} />
        </Stack>
      </form>
    </Gate>
  )
}

function OtherWays({
  provider,
  onDone,
}: {
  readonly provider: string | null
  readonly onDone: () => Promise<void>
}) {
  const { t } = useTranslation()
  const passkey = useMutation({
    mutationFn: async () => {
      const shown = await showPasskey(await ask(fetchPasskeyChallenge, {}))
      if (!shown) throw new Error(t('people.signIn.noPasskey'))
      await ask(signInByPasskey, { body: { response: shown } })
    },
    onSuccess: onDone,
  })
  const goToProvider = useMutation({
    mutationFn: () => ask(fetchProviderAddress, {}),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  if (!hasPasskeys() && provider === null) return null
  return (
    <>
      <div className="gate-or">{t('people.signIn.or')}</div>
      <Refusal error={passkey.error ?? goToProvider.error} />
      {hasPasskeys() ? (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconFingerprint size={18} aria-hidden />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('people.signIn.passkey')}
        </Button>
      ) : null}
      {provider === null ? null : (
        <Button
          variant="default"
          fullWidth
          loading={goToProvider.isPending}
          onClick={() => goToProvider.mutate()}
        >
          {t('people.signIn.provider', { name: provider })}
        </Button>
      )}
    </>
  )
}

// `--demo` on one’s own computer: nothing to ask.
function DemoEntrance({ onDone }: { readonly onDone: () => Promise<void> }) {
  const { mutate, error } = useMutation({ mutationFn: () => ask(signInToDemo, {}), onSuccess: onDone })
  useEffect(() => mutate(), [mutate])
  return error ? <Failure error={error} onRetry={() => mutate()} /> : null
}

/** « Mot de passe oublié »: who to ask, and a link in the log for whoever runs the server. */
function ForgottenPassword({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const asking = useMutation({ mutationFn: () => ask(askReset, { body: { email } }) })
  return (
    <Gate title={t('people.reset.title')} lead={t('people.reset.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          asking.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('people.email')}
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Refusal error={asking.error} />
          {asking.isSuccess ? <Alert role="status">{t('people.reset.asked')}</Alert> : null}
          <Button type="submit" fullWidth loading={asking.isPending} disabled={email === ''}>
            {t('people.reset.ask')}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={onClose}>
            {t('people.reset.toSignIn')}
          </Anchor>
        </Stack>
      </form>
    </Gate>
  )
}

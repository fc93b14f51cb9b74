import { Alert, Anchor, Button, Checkbox, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Provider } from '#domain/sending/account.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'
import { type AskedAccount, type AskedConsent, askConsent, completeConsent } from '../consent-contract.ts'
import type { ShownAccount } from '../contract.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { useKeepSending } from './use-sending.ts'

interface ConsentDialogProps {
  readonly company: string
  readonly provider: Provider
  /** Whose consent is given again; null: a new account. */
  readonly account: ShownAccount | null
  readonly onClose: () => void
}

/** An account that sends by the consent of Microsoft or Google. */
export function ConsentDialog(props: ConsentDialogProps) {
  const { t } = useTranslation()
  const { company, provider, onClose } = props
  const [asked, setAsked] = useState<AskedConsent | null>(null)
  return (
    <Dialog title={t(`sending.consent.${provider}Title`)} size="lg" onClose={onClose}>
      {asked?.kind === 'device' ? (
        <DeviceStep company={company} asked={asked} onClose={onClose} />
      ) : (
        <ConsentFields {...props} asked={asked} onAsked={setAsked} />
      )}
    </Dialog>
  )
}

interface ConsentFieldsProps extends ConsentDialogProps {
  readonly asked: AskedConsent | null
  readonly onAsked: (asked: AskedConsent) => void
}

function ConsentFields({ company, provider, account, asked, onAsked, onClose }: ConsentFieldsProps) {
  const { t } = useTranslation()
  const { companies } = useSession()
  const [form, setForm] = useState({
    fromAddress: account?.fromAddress ?? '',
    fromName: account?.fromName ?? companies.find(({ code }) => code === company)?.legalName ?? '',
    clientId: account?.clientId ?? '',
    tenant: account?.tenant ?? '',
    clientSecret: '',
    kind: account?.kind === 'smtp-oauth' || provider === 'google' ? 'smtp-oauth' : 'graph',
  })
  const [readsReturns, setReadsReturns] = useState(account === null || account.mailbox !== null)
  const asking = useMutation({
    mutationFn: (body: AskedAccount) => ask(askConsent, { params: { code: company }, body }),
    onSuccess: (answer) => {
      if (answer.kind === 'redirect') window.location.assign(answer.address)
      else onAsked(answer)
    },
  })
  const isReady = [form.fromAddress, form.fromName, form.clientId].every((text) => text.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    asking.mutate({
      label: account?.label ?? form.fromAddress.trim(),
      fromName: form.fromName.trim(),
      fromAddress: form.fromAddress.trim(),
      perMinute: account?.perMinute ?? 20,
      perHour: account?.perHour ?? 200,
      provider,
      kind: form.kind === 'graph' ? 'graph' : 'smtp-oauth',
      clientId: form.clientId.trim(),
      tenant: form.tenant.trim() || null,
      ...(form.clientSecret === '' ? {} : { clientSecret: form.clientSecret }),
      readsReturns,
      accountId: account?.id ?? null,
    })
  }
  const field = (name: keyof typeof form): Field => ({
    autoComplete: 'off',
    value: form[name],
    onChange: (event) => {
      const { value } = event.currentTarget
      setForm((current) => ({ ...current, [name]: value }))
    },
  })
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p className="dimmed">{t('sending.consent.lead')}</p>
        <TextInput
          label={t('sending.form.fromAddress')}
          description={t('sending.form.fromAddressHint')}
          required
          type="email"
          data-autofocus
          {...field('fromAddress')}
        />
        <TextInput label={t('sending.form.fromName')} required {...field('fromName')} />
        <TextInput
          label={t('sending.consent.clientId')}
          description={t(`sending.consent.clientId${provider === 'google' ? 'Google' : 'Microsoft'}`)}
          required
          spellCheck={false}
          {...field('clientId')}
        />
        <ProviderFields provider={provider} field={field} />
        <Checkbox
          label={t('sending.consent.readsReturns')}
          description={t(`sending.consent.readsReturns${provider === 'google' ? 'Google' : 'Microsoft'}`)}
          checked={readsReturns}
          onChange={(event) => setReadsReturns(event.currentTarget.checked)}
        />
        {asked?.kind === 'problem' ? <ProblemAlert problem={asked.problem} /> : null}
        <DialogEnd
          error={asking.error}
          label={t(provider === 'google' ? 'sending.consent.goGoogle' : 'sending.consent.ask')}
          isPending={asking.isPending}
          isDisabled={!isReady}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

interface Field {
  readonly autoComplete: string
  readonly value: string
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
}

interface ProviderFieldsProps {
  readonly provider: Provider
  readonly field: (name: 'tenant' | 'kind' | 'clientSecret') => Field
}

function ProviderFields({ provider, field }: ProviderFieldsProps) {
  const { t } = useTranslation()
  if (provider === 'google') {
    return (
      <PasswordInput
        label={t('sending.consent.clientSecret')}
        description={t('sending.consent.clientSecretHint')}
        {...field('clientSecret')}
      />
    )
  }
  return (
    <div className="sending-pair">
      <TextInput
        label={t('sending.consent.tenant')}
        description={t('sending.consent.tenantHint')}
        spellCheck={false}
        {...field('tenant')}
      />
      <NativeSelect
        label={t('sending.consent.way')}
        data={[
          { value: 'graph', label: t('sending.consent.graph') },
          { value: 'smtp-oauth', label: t('sending.consent.smtp') },
        ]}
        {...field('kind')}
      />
    </div>
  )
}

interface DeviceStepProps {
  readonly company: string
  readonly asked: Extract<AskedConsent, { readonly kind: 'device' }>
  readonly onClose: () => void
}

/** The code to type at Microsoft; asks until somebody has agreed. */
function DeviceStep({ company, asked, onClose }: DeviceStepProps) {
  const { t } = useTranslation()
  const keep = useKeepSending(company)
  const { data, error } = useQuery({
    queryKey: ['sending-consent', asked.pending],
    queryFn: async () => {
      const { pending } = asked
      const answer = await ask(completeConsent, { params: { code: company }, body: { pending } })
      if (answer.sending) {
        keep(answer.sending)
        say(t('sending.consent.done'))
        onClose()
      }
      return answer
    },
    refetchInterval: ({ state }) => (state.data?.isPending === false ? false : asked.waitSeconds * 1000),
    retry: false,
    gcTime: 0,
  })
  return (
    <Stack>
      <p>{t('sending.consent.deviceLead')}</p>
      <Anchor href={asked.verificationUrl} target="_blank" rel="noreferrer">
        {asked.verificationUrl}
      </Anchor>
      <p className="sending-code">{asked.userCode}</p>
      {error ? <Alert color="red">{error.message}</Alert> : null}
      {data?.problem ? <ProblemAlert problem={data.problem} /> : null}
      {!error && !data?.problem ? (
        <p className="dimmed" role="status">
          {t('sending.consent.waiting')} {t('sending.consent.copyHint')}
        </p>
      ) : null}
      <Button variant="default" onClick={onClose}>
        {t('cancel')}
      </Button>
    </Stack>
  )
}

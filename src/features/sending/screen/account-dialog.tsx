import { Button, Fieldset, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SECURITIES } from '#domain/sending/account.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'
import {
  addAccount,
  changeAccount,
  guessServer,
  type PasswordAccount,
  type ShownAccount,
  type ShownProblem,
} from '../contract.ts'
import { type AccountForm, accountFormOf, passwordAccountOf } from './account-form.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { useKeepSending } from './use-sending.ts'

interface AccountDialogProps {
  readonly company: string
  /** Null: a new one. */
  readonly account: ShownAccount | null
  readonly onClose: () => void
}

/** An account that sends by a password: its server is guessed from the address, and tried before it is kept. */
export function AccountDialog({ company, account, onClose }: AccountDialogProps) {
  const { t } = useTranslation()
  const keep = useKeepSending(company)
  const { companies } = useSession()
  const companyName = companies.find(({ code }) => code === company)?.legalName ?? ''
  const [form, setForm] = useState(() => accountFormOf(account, companyName))
  const set = (change: Partial<AccountForm>) => setForm((current) => ({ ...current, ...change }))
  const saving = useMutation({
    mutationFn: (body: PasswordAccount) =>
      account === null
        ? ask(addAccount, { params: { code: company }, body })
        : ask(changeAccount, { params: { code: company, id: account.id }, body }),
    onSuccess: ({ sending }) => {
      if (sending === null) return
      keep(sending)
      say(t('sending.accounts.saved'))
      onClose()
    },
  })
  const body = passwordAccountOf(form)
  const problem = saving.data?.sending === null ? saving.data.problem : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (body) saving.mutate(body)
  }
  const title =
    account === null ? t('sending.form.addTitle') : t('sending.form.editTitle', { label: account.label })
  return (
    <Dialog title={title} size="lg" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <SenderFields company={company} isNew={account === null} form={form} set={set} />
          <ServerFields form={form} set={set} isKept={account?.hasSecret ?? false} />
          <PaceFields form={form} set={set} />
          {problem ? (
            <Problem
              problem={problem}
              isPending={saving.isPending}
              onKeep={body ? () => saving.mutate({ ...body, isKeptAnyway: true }) : null}
            />
          ) : null}
          <DialogEnd
            error={saving.error}
            label={t('sending.form.save')}
            isPending={saving.isPending}
            isDisabled={body === null}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}

interface FieldsProps {
  readonly form: AccountForm
  readonly set: (change: Partial<AccountForm>) => void
}

function SenderFields({
  company,
  isNew,
  form,
  set,
}: FieldsProps & { readonly company: string; readonly isNew: boolean }) {
  const { t } = useTranslation()
  const guess = useMutation({
    mutationFn: (address: string) => ask(guessServer, { params: { code: company }, query: { address } }),
    onSuccess: ({ host }) => {
      if (host)
        set({ host: host.server.host, port: String(host.server.port), security: host.server.security })
    },
  })
  const address = form.fromAddress.trim()
  // Only while nobody has written a server: what was typed is never overwritten.
  const guessOnce = () => {
    if (!isNew || form.host !== '' || !address.includes('@')) return
    set({ userName: form.userName || address })
    guess.mutate(address)
  }
  const host = guess.data?.host
  return (
    <>
      <TextInput
        label={t('sending.form.fromAddress')}
        description={t('sending.form.fromAddressHint')}
        type="email"
        required
        data-autofocus
        autoComplete="off"
        value={form.fromAddress}
        onChange={(event) => set({ fromAddress: event.currentTarget.value })}
        onBlur={guessOnce}
      />
      {host ? (
        <p className="dimmed" role="status">
          {host.isUnsure ? t('sending.form.unsure') : t('sending.form.known', { host: host.name })}
        </p>
      ) : null}
      <div className="sending-pair">
        <TextInput
          label={t('sending.form.fromName')}
          description={t('sending.form.fromNameHint')}
          required
          autoComplete="off"
          maxLength={200}
          value={form.fromName}
          onChange={(event) => set({ fromName: event.currentTarget.value })}
        />
        <TextInput
          label={t('sending.form.label')}
          placeholder={address}
          autoComplete="off"
          maxLength={200}
          value={form.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
        />
      </div>
    </>
  )
}

function ServerFields({ form, set, isKept }: FieldsProps & { readonly isKept: boolean }) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('sending.form.server')}>
      <div className="sending-server">
        <TextInput
          label={t('sending.form.host')}
          required
          autoComplete="off"
          spellCheck={false}
          value={form.host}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <TextInput
          label={t('sending.form.port')}
          required
          inputMode="numeric"
          autoComplete="off"
          value={form.port}
          onChange={(event) => set({ port: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('sending.form.security')}
          value={form.security}
          data={SECURITIES.map((security) => ({
            value: security,
            label: t(`sending.form.securities.${security}`),
          }))}
          onChange={(event) => set({ security: event.currentTarget.value as AccountForm['security'] })}
        />
      </div>
      <div className="sending-pair">
        <TextInput
          label={t('sending.form.userName')}
          description={t('sending.form.userNameHint')}
          autoComplete="off"
          spellCheck={false}
          value={form.userName}
          onChange={(event) => set({ userName: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('sending.form.password')}
          description={isKept ? t('sending.form.passwordKept') : t('sending.form.passwordHint')}
          autoComplete="new-password"
          value={form.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      </div>
    </Fieldset>
  )
}

function PaceFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t('sending.form.pace')}>
      <p className="dimmed">{t('sending.form.paceHint')}</p>
      <div className="sending-pair">
        {(['perMinute', 'perHour'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`sending.form.${field}`)}
            inputMode="numeric"
            autoComplete="off"
            value={form[field]}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
    </Fieldset>
  )
}

interface ProblemProps {
  readonly problem: ShownProblem
  readonly isPending: boolean
  readonly onKeep: (() => void) | null
}

// Why it was not let in, and what to do; kept all the same for a server that is only away.
function Problem({ problem, isPending, onKeep }: ProblemProps) {
  const { t } = useTranslation()
  return (
    <ProblemAlert problem={problem} title={t('sending.form.problemTitle')}>
      {onKeep ? (
        <Button variant="default" mt="sm" loading={isPending} onClick={onKeep}>
          {t('sending.form.keepAnyway')}
        </Button>
      ) : null}
    </ProblemAlert>
  )
}

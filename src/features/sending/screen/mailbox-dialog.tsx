import { Button, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MailServer, SECURITIES } from '#domain/sending/account.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { ShownAccount } from '../contract.ts'
import { guessMailboxOf, leaveMailbox, type MailboxChoice, setMailbox } from '../mailbox-contract.ts'
import { ProblemAlert } from './problem-alert.tsx'
import { useKeepSending } from './use-sending.ts'

interface MailboxDialogProps {
  readonly company: string
  readonly account: ShownAccount
  readonly onClose: () => void
}

/** « Retours »: the mailbox of an account, where delivery reports and answers are read. */
export function MailboxDialog(props: MailboxDialogProps) {
  const { t } = useTranslation()
  const { company, account, onClose } = props
  const params = { code: company, id: account.id }
  const guess = useQuery({
    queryKey: ['sending', company, 'mailbox', account.id],
    queryFn: () => ask(guessMailboxOf, { params }),
    gcTime: 0,
  })
  return (
    <Dialog title={t('sending.mailbox.title', { label: account.label })} size="lg" onClose={onClose}>
      <Stack>
        <p>{t('sending.mailbox.lead')}</p>
        <p className="dimmed">{t('sending.mailbox.rest')}</p>
        {guess.error ? <Failure error={guess.error} onRetry={() => void guess.refetch()} /> : null}
        {guess.isPending ? <RowsSkeleton rows={2} height={56} /> : null}
        {guess.data ? <MailboxForm {...props} {...guess.data} /> : null}
      </Stack>
    </Dialog>
  )
}

interface Form {
  readonly host: string
  readonly port: string
  readonly security: MailServer['security']
  readonly userName: string
  readonly password: string
}

interface GuessedMailbox {
  readonly server: MailServer | null
  readonly isUnsure: boolean
  readonly isOfOneHost: boolean
}

function MailboxForm({
  company,
  account,
  onClose,
  server: guessed,
  isUnsure,
  isOfOneHost,
}: MailboxDialogProps & GuessedMailbox) {
  const { t } = useTranslation()
  const keep = useKeepSending(company)
  const params = { code: company, id: account.id }
  const { mailbox, provider } = account
  const server = mailbox?.server ?? guessed
  const [form, setForm] = useState<Form>({
    host: server?.host ?? '',
    port: String(server?.port ?? 993),
    security: server?.security ?? 'tls',
    userName: mailbox?.userName ?? account.userName ?? '',
    password: '',
  })
  const saving = useMutation({
    mutationFn: (body: MailboxChoice) => ask(setMailbox, { params, body }),
    onSuccess: ({ sending }) => {
      if (sending === null) return
      keep(sending)
      say(t('sending.mailbox.saved'))
      onClose()
    },
  })
  const leaving = useMutation({
    mutationFn: () => ask(leaveMailbox, { params }),
    onSuccess: (sending) => {
      keep(sending)
      say(t('sending.mailbox.left'))
      onClose()
    },
  })
  const body = provider === null ? choiceOf(form) : {}
  const problem = saving.data?.sending === null ? saving.data.problem : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (body) saving.mutate(body)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {provider === null ? (
          <MailboxFields
            form={form}
            onChange={(change) => setForm((current) => ({ ...current, ...change }))}
            isUnsure={isUnsure && mailbox === null}
            isKept={mailbox !== null || isOfOneHost}
          />
        ) : (
          <p>{t(`sending.mailbox.${provider}`)}</p>
        )}
        {problem ? (
          <ProblemAlert of="mailbox" title={t('sending.mailbox.problemTitle')} problem={problem}>
            {body ? (
              <Button
                variant="default"
                mt="sm"
                loading={saving.isPending}
                onClick={() => saving.mutate({ ...body, isKeptAnyway: true })}
              >
                {t('sending.form.keepAnyway')}
              </Button>
            ) : null}
          </ProblemAlert>
        ) : null}
        {mailbox === null ? null : (
          <Button
            variant="subtle"
            color="red"
            loading={leaving.isPending}
            onClick={() => leaving.mutate()}
            className="sending-leave"
          >
            {t('sending.mailbox.leave')}
          </Button>
        )}
        <DialogEnd
          error={saving.error ?? leaving.error}
          label={t('sending.form.save')}
          isPending={saving.isPending}
          isDisabled={body === null}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

interface MailboxFieldsProps {
  readonly form: Form
  readonly onChange: (change: Partial<Form>) => void
  readonly isUnsure: boolean
  readonly isKept: boolean
}

function MailboxFields({ form, onChange, isUnsure, isKept }: MailboxFieldsProps) {
  const { t } = useTranslation()
  const field = (name: keyof Form) => ({
    autoComplete: 'off',
    value: form[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      {isUnsure ? <p role="status">{t('sending.mailbox.unsure')}</p> : null}
      <div className="sending-server">
        <TextInput
          label={t('sending.mailbox.host')}
          required
          spellCheck={false}
          data-autofocus
          {...field('host')}
        />
        <TextInput label={t('sending.form.port')} required inputMode="numeric" {...field('port')} />
        <NativeSelect
          label={t('sending.form.security')}
          data={SECURITIES.map((value) => ({ value, label: t(`sending.form.securities.${value}`) }))}
          value={form.security}
          onChange={(event) =>
            onChange({ security: SECURITIES.find((one) => one === event.currentTarget.value) ?? 'tls' })
          }
        />
      </div>
      <div className="sending-pair">
        <TextInput label={t('sending.form.userName')} required spellCheck={false} {...field('userName')} />
        <PasswordInput
          label={t('sending.form.password')}
          description={t(isKept ? 'sending.mailbox.passwordKept' : 'sending.mailbox.passwordHint')}
          {...field('password')}
          autoComplete="new-password"
        />
      </div>
    </>
  )
}

/** What would be saved; null while something is missing. */
function choiceOf({ host, port, security, userName, password }: Form): MailboxChoice | null {
  const number = /^\d{1,5}$/.test(port.trim()) ? Number(port) : 0
  if (host.trim() === '' || userName.trim() === '' || number < 1 || number > 65_535) return null
  return {
    server: { host: host.trim(), port: number, security },
    userName: userName.trim(),
    ...(password === '' ? {} : { password }),
  }
}

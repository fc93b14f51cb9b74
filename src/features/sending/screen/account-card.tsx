import { ActionIcon, Badge, Button, Menu, Stack } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled, whyDisabledItem } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { useFormats } from '#ui/format.ts'
import { say } from '#ui/notices.tsx'
import { checkAccount, chooseDefault, removeAccount, type Sending, type ShownAccount } from '../contract.ts'
import { DomainDialog } from './domain-dialog.tsx'
import { MailboxDialog } from './mailbox-dialog.tsx'
import { TestButton } from './test-button.tsx'
import { useKeepSending, useProblemWords, useSendingAct } from './use-sending.ts'

interface AccountProps {
  readonly sending: Sending
  readonly account: ShownAccount
}

/** An account: who it writes as, by which server, whether it is let in, and what can be done with it. */
export function AccountCard({ sending, account, onEdit }: AccountProps & { readonly onEdit: () => void }) {
  const { t } = useTranslation()
  const { company } = sending
  const check = useCapability('manage-sending', company)
  const { id, label, fromName, fromAddress, server, perMinute, perHour } = account
  const [isChecking, setChecking] = useState(false)
  const [isReturning, setReturning] = useState(false)
  return (
    <li className="sending-card">
      <div className="sending-card-head">
        <h3>{label}</h3>
        {account.isDefault ? <Badge variant="light">{t('sending.accounts.isDefault')}</Badge> : null}
        <AccountMenu sending={sending} account={account} onEdit={onEdit} />
      </div>
      <p>
        {fromName} · <span className="sending-address">{fromAddress}</span>
      </p>
      <p className="dimmed figures">
        {server
          ? `${server.host}, ${server.port} · ${t(`sending.form.securities.${server.security}`)}`
          : null}
      </p>
      <p className="dimmed figures">{t('sending.accounts.rate', { perMinute, perHour })}</p>
      <AccountState account={account} />
      <MailboxState account={account} />
      <div className="sending-card-acts">
        <TestButton company={company} account={account} />
        <Button
          variant="default"
          {...(account.provider === null ? { 'aria-label': t('sending.accounts.editNamed', { label }) } : {})}
          onClick={onEdit}
          {...whyDisabled(check)}
        >
          {t(account.provider === null ? 'sending.accounts.edit' : 'sending.consent.renew')}
        </Button>
        <Button variant="default" onClick={() => setChecking(true)} {...whyDisabled(check)}>
          {t('sending.domain.open')}
        </Button>
        <Button
          variant="default"
          aria-label={t('sending.mailbox.openNamed', { label })}
          onClick={() => setReturning(true)}
          {...whyDisabled(check)}
        >
          {t('sending.mailbox.open')}
        </Button>
      </div>
      {isChecking ? (
        <DomainDialog {...{ company, fromAddress }} accountId={id} onClose={() => setChecking(false)} />
      ) : null}
      {isReturning ? <MailboxDialog {...{ company, account }} onClose={() => setReturning(false)} /> : null}
    </li>
  )
}

function AccountState({
  account: { problem, checkedAt, hasSecret, userName },
}: Pick<AccountProps, 'account'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = useProblemWords()
  const shown = !hasSecret && userName !== null ? ({ reason: 'no-secret', answer: '' } as const) : problem
  if (shown !== null) {
    const [sentence, ...answer] = words(shown)
    return (
      <div className="sending-problem">
        <p>{sentence}</p>
        {answer.map((said) => (
          <p key={said} className="sending-answer">
            {said}
          </p>
        ))}
      </div>
    )
  }
  return (
    <p className="sending-ready">
      {checkedAt === null
        ? t('sending.accounts.never')
        : t('sending.accounts.ready', { when: format.instant(checkedAt) })}
    </p>
  )
}

// What comes back is read there; not saying so would let one believe that answers are watched.
function MailboxState({ account: { mailbox } }: Pick<AccountProps, 'account'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = useProblemWords('mailbox')
  if (mailbox === null) return <p className="dimmed">{t('sending.mailbox.off')}</p>
  const { problem, readAt, server } = mailbox
  if (problem !== null) {
    const [sentence, ...answer] = words(problem)
    return (
      <div className="sending-problem">
        <p>
          {t('sending.mailbox.unread')} {sentence}
        </p>
        {answer.map((said) => (
          <p key={said} className="sending-answer">
            {said}
          </p>
        ))}
      </div>
    )
  }
  const where = server ? server.host : 'Microsoft Graph'
  return (
    <p className="sending-ready">
      {readAt === null
        ? t('sending.mailbox.on', { where })
        : t('sending.mailbox.read', { where, when: format.instant(readAt) })}
    </p>
  )
}

function AccountMenu({ sending, account, onEdit }: AccountProps & { readonly onEdit: () => void }) {
  const { t } = useTranslation()
  const { company } = sending
  const { id, label, isDefault } = account
  const [isRemoving, setRemoving] = useState(false)
  const may = useCapability('manage-sending', company)
  const words = useProblemWords()
  const params = { code: company, id }
  const checking = useSendingAct(company, (now) => {
    const problem = now.accounts.find((one) => one.id === id)?.problem
    return problem ? (words(problem)[0] ?? '') : t('sending.accounts.checked')
  })
  const choosing = useSendingAct(company, t('sending.accounts.chosen', { label }))
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            loading={checking.isPending || choosing.isPending}
            aria-label={t('sending.accounts.actions', { label })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit} {...whyDisabledItem(may)}>
            {t(account.provider === null ? 'sending.accounts.edit' : 'sending.consent.renew')}
          </Menu.Item>
          <Menu.Item
            onClick={() => checking.mutate(() => ask(checkAccount, { params }))}
            {...whyDisabledItem(may)}
          >
            {t('sending.accounts.check')}
          </Menu.Item>
          {isDefault ? null : (
            <Menu.Item
              onClick={() =>
                choosing.mutate(() =>
                  ask(chooseDefault, { params: { code: company }, body: { accountId: id } }),
                )
              }
              {...whyDisabledItem(may)}
            >
              {t('sending.accounts.makeDefault')}
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => setRemoving(true)} {...whyDisabledItem(may)}>
            {t('sending.accounts.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isRemoving ? (
        <RemovalDialog sending={sending} account={account} onClose={() => setRemoving(false)} />
      ) : null}
    </>
  )
}

function RemovalDialog({ sending, account, onClose }: AccountProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const keep = useKeepSending(sending.company)
  const isLast = sending.accounts.length === 1
  const removal = useMutation({
    mutationFn: () => ask(removeAccount, { params: { code: sending.company, id: account.id } }),
    onSuccess: (now) => {
      keep(now)
      say(t('sending.accounts.removed'))
      onClose()
    },
  })
  return (
    <Dialog title={t('sending.accounts.removeTitle', { label: account.label })} onClose={onClose}>
      <Stack>
        <p>{t('sending.accounts.removeLead')}</p>
        {isLast && sending.mode === 'live' ? <p>{t('sending.accounts.removeLast')}</p> : null}
        <DialogEnd
          error={removal.error}
          label={t('sending.accounts.remove')}
          isPending={removal.isPending}
          focus="cancel"
          onClose={onClose}
          onConfirm={() => removal.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import {
  confirmSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  stopSecondFactor,
} from '../account-contract.ts'
import type { SecondFactorStart } from '../contract.ts'
import { AccountCard, type AccountPartProps } from './account-card.tsx'
import { CopyButton } from './copied-text.tsx'
import { Refusal } from './gate.tsx'
import { PasswordProof } from './password-proof.tsx'

/** The second factor: on, off, and its recovery codes. */
export function SecondFactorCard({ account, onChanged }: AccountPartProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'start' | 'stop' | 'codes' | null>(null)
  const close = () => setOpen(null)
  const { hasSecondFactor } = account
  return (
    <AccountCard
      title={t('people.account.factorTitle')}
      lead={t(hasSecondFactor ? 'people.account.factorOn' : 'people.account.factorOff')}
    >
      <Group>
        {hasSecondFactor ? (
          <>
            <Button variant="default" onClick={() => setOpen('codes')}>
              {t('people.account.recoveryNew')}
            </Button>
            <Button variant="default" onClick={() => setOpen('stop')}>
              {t('people.account.factorStop')}
            </Button>
          </>
        ) : (
          <Button disabled={!account.hasPassword} onClick={() => setOpen('start')}>
            {t('people.account.factorStart')}
          </Button>
        )}
      </Group>
      {open === 'start' ? <StartDialog onChanged={onChanged} onClose={close} /> : null}
      {open === 'codes' ? <CodesDialog onClose={close} /> : null}
      {open === 'stop' ? (
        <Dialog title={t('people.account.factorStop')} onClose={close}>
          <PasswordProof
            action={t('people.account.factorStop')}
            send={(password) => ask(stopSecondFactor, { body: { password } })}
            onDone={async () => {
              await onChanged()
              say(t('people.account.factorStopped'))
              close()
            }}
          />
        </Dialog>
      ) : null}
    </AccountCard>
  )
}

interface DialogProps {
  readonly onClose: () => void
}

function StartDialog({ onChanged, onClose }: DialogProps & Pick<AccountPartProps, 'onChanged'>) {
  const { t } = useTranslation()
  const [started, setStarted] = useState<SecondFactorStart | null>(null)
  const [isConfirmed, setConfirmed] = useState(false)
  const confirmed = async () => {
    setConfirmed(true)
    await onChanged()
    say(t('people.account.factorDone'))
  }
  return (
    <Dialog title={t('people.account.factorTitle')} onClose={onClose}>
      {started === null ? (
        <PasswordProof
          action={t('people.account.factorStart')}
          send={(password) => ask(startSecondFactor, { body: { password } })}
          onDone={setStarted}
        />
      ) : null}
      {started !== null && !isConfirmed ? <Scan uri={started.uri} onDone={confirmed} /> : null}
      {started !== null && isConfirmed ? (
        <RecoveryCodes codes={started.recoveryCodes} onClose={onClose} />
      ) : null}
    </Dialog>
  )
}

function Scan({ uri, onDone }: { readonly uri: string; readonly onDone: () => Promise<void> }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => ask(confirmSecondFactor, { body: { code } }),
    onSuccess: onDone,
  })
  const key = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        confirm.mutate()
      }}
    >
      <Stack>
        <p>{t('people.account.factorScan')}</p>
        <QrSquare text={uri} />
        <p className="secret-text">{t('people.account.factorKey', { key })}</p>
        <TextInput
          label={t('people.factor.code')}
          description={t('people.factor.codeHint')}
          required
          data-autofocus
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Refusal error={confirm.error} />
        <Button type="submit" loading={confirm.isPending} disabled={code.trim() === ''}>
          {t('confirm')}
        </Button>
      </Stack>
    </form>
  )
}

function CodesDialog({ onClose }: DialogProps) {
  const { t } = useTranslation()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  return (
    <Dialog title={t('people.account.recoveryTitle')} onClose={onClose}>
      {codes === null ? (
        <PasswordProof
          action={t('people.account.recoveryNew')}
          send={(password) => ask(renewRecoveryCodes, { body: { password } })}
          onDone={(answer) => setCodes(answer.recoveryCodes)}
        />
      ) : (
        <RecoveryCodes codes={codes} onClose={onClose} />
      )}
    </Dialog>
  )
}

function RecoveryCodes({ codes, onClose }: DialogProps & { readonly codes: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <p>{t('people.account.recoveryLead')}</p>
      <ul className="recovery-codes" aria-label={t('people.account.recoveryTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="flex-end">
        <CopyButton text={codes.join('\n')} />
        <Button onClick={onClose}>{t('people.account.kept')}</Button>
      </Group>
    </Stack>
  )
}

function QrSquare({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const { data, size } = encode(text)
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return (
    <svg
      className="factor-qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('people.account.factorQr')}
      shapeRendering="crispEdges"
    >
      <path d={squares.join('')} fill="#000" />
    </svg>
  )
}

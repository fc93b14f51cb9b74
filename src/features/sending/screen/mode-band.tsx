import { Button, Stack } from '@mantine/core'
import { IconMailFast, IconMailPause } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { closeSending, openSending, type Sending } from '../contract.ts'
import { useKeepSending, useSendingAct } from './use-sending.ts'

/** « Essai : rien ne part », until somebody says so; then that e-mails leave. */
export function ModeBand({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation()
  const { company, mode, accounts } = sending
  const [isOpening, setOpening] = useState(false)
  const check = useCapability('manage-sending', company)
  const closing = useSendingAct(company, t('sending.mode.closed'))
  const isReady = accounts.some(
    ({ isDefault, checkedAt, problem }) => isDefault && checkedAt !== null && problem === null,
  )
  const Icon = mode === 'trial' ? IconMailPause : IconMailFast
  return (
    <section className="sending-mode" data-mode={mode} aria-labelledby="sending-mode">
      <Icon size={24} aria-hidden />
      <div>
        <h2 id="sending-mode">{t(`sending.mode.${mode}`)}</h2>
        <p>{t(`sending.mode.${mode}Hint`)}</p>
        {mode === 'trial' && !isReady ? <p className="dimmed">{t('sending.mode.notReady')}</p> : null}
      </div>
      {mode === 'trial' ? (
        <Button disabled={check.allowed && !isReady} onClick={() => setOpening(true)} {...whyDisabled(check)}>
          {t('sending.mode.open')}
        </Button>
      ) : (
        <Button
          variant="default"
          loading={closing.isPending}
          onClick={() => closing.mutate(() => ask(closeSending, { params: { code: company } }))}
          {...whyDisabled(check)}
        >
          {t('sending.mode.close')}
        </Button>
      )}
      {isOpening ? <OpeningDialog company={company} onClose={() => setOpening(false)} /> : null}
    </section>
  )
}

function OpeningDialog({ company, onClose }: { readonly company: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const keep = useKeepSending(company)
  const opening = useMutation({
    mutationFn: () => ask(openSending, { params: { code: company } }),
    onSuccess: (sending) => {
      keep(sending)
      say(t('sending.mode.opened'))
      onClose()
    },
  })
  return (
    <Dialog title={t('sending.mode.openTitle', { company })} onClose={onClose}>
      <Stack>
        <p>{t('sending.mode.openLead')}</p>
        <DialogEnd
          error={opening.error}
          label={t('sending.mode.open')}
          isPending={opening.isPending}
          focus="cancel"
          onClose={onClose}
          onConfirm={() => opening.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

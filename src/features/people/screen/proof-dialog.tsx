import { Button, Stack } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchAccount } from '../account-contract.ts'
import { fetchProofChallenge, proveByPasskey, proveByPassword } from '../proof-contract.ts'
import { Refusal } from './gate.tsx'
import { hasPasskeys, showPasskey } from './passkeys.ts'
import { PasswordProof } from './password-proof.tsx'

interface ProofDialogProps {
  readonly onEnd: (isProved: boolean) => void
}

/** « Confirmez que c’est vous »: the password or a passkey, for the grave acts of the next minutes. */
export function ProofDialog({ onEnd }: ProofDialogProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({ queryKey: ['account'], queryFn: () => ask(fetchAccount, {}) })
  const passkey = useMutation({
    mutationFn: async () => {
      const shown = await showPasskey(await ask(fetchProofChallenge, {}))
      if (!shown) throw new Error(t('people.signIn.noPasskey'))
      await ask(proveByPasskey, { body: { response: shown } })
    },
    onSuccess: () => onEnd(true),
  })
  const hasPasskey = hasPasskeys() && (data?.passkeys.length ?? 0) > 0
  return (
    <Dialog title={t('people.proof.title')} onClose={() => onEnd(false)}>
      <Stack>
        <p>{t('people.proof.lead')}</p>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <RowsSkeleton rows={1} height={60} /> : null}
        {data?.hasPassword ? (
          <PasswordProof
            action={t('people.proof.go')}
            send={(password) => ask(proveByPassword, { body: { password } })}
            onDone={() => onEnd(true)}
          />
        ) : null}
        {data?.hasPassword && hasPasskey ? <div className="gate-or">{t('people.signIn.or')}</div> : null}
        {hasPasskey ? (
          <>
            <Refusal error={passkey.error} />
            <Button
              variant="default"
              leftSection={<IconFingerprint size={18} aria-hidden />}
              loading={passkey.isPending}
              onClick={() => passkey.mutate()}
            >
              {t('people.signIn.passkey')}
            </Button>
          </>
        ) : null}
        {data && !data.hasPassword && !hasPasskey ? <p>{t('people.proof.signInAgain')}</p> : null}
      </Stack>
    </Dialog>
  )
}

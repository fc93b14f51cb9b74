import { Button, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Failure } from '#ui/states.tsx'
import { fetchAccount } from '../account-contract.ts'
import type { Account } from '../contract.ts'
import { fetchLink, sendLinkPassword } from '../link-contract.ts'
import { Gate, Refusal, useEntrance } from './gate.tsx'
import { isGoodPassword, NewPassword } from './new-password.tsx'
import { hasOtherWays, KeyRows, PasskeyRows } from './open-ways.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'

/** Where an invitation or a reset leads: choose a password, and come in. */
export function LinkPage() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/lien/$token' })
  const enter = useEntrance()
  const [password, setPassword] = useState('')
  const [isHalfIn, setHalfIn] = useState(false)
  const [opened, setOpened] = useState<Account | null>(null)
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => ask(fetchLink, { params: { token } }),
    retry: false,
    gcTime: 0,
  })
  const choose = useMutation({
    mutationFn: () => ask(sendLinkPassword, { params: { token }, body: { password } }),
    onSuccess: async ({ needsSecondFactor }) => (needsSecondFactor ? setHalfIn(true) : await review()),
  })
  // What else opens the account goes on opening it: it is shown, to be kept or withdrawn.
  const review = async () => {
    const found = await ask(fetchAccount, {})
    if (hasOtherWays(found)) setOpened(found)
    else await enter()
  }
  if (opened) {
    return (
      <Gate title={t('people.account.waysTitle')} lead={t('people.account.waysLead')}>
        <PasskeyRows rows={opened.passkeys} onChanged={review} />
        <KeyRows rows={opened.keys} onChanged={review} />
        <Button fullWidth onClick={() => void enter()}>
          {t('people.account.waysKept')}
        </Button>
      </Gate>
    )
  }
  if (isHalfIn)
    return <SecondFactorForm onDone={review} onRestart={() => window.location.assign('/connexion')} />
  if (link.error) return <Failure error={link.error} />
  if (!link.data) return null
  const kind = link.data.isInvitation ? 'invitation' : 'reset'
  return (
    <Gate
      title={t(`people.link.${kind}`, { name: link.data.name })}
      lead={t(`people.link.${kind}Lead`, { email: link.data.email })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          choose.mutate()
        }}
      >
        <Stack>
          <NewPassword
            label={t('people.newPassword')}
            value={password}
            person={link.data}
            onChange={setPassword}
          />
          <Refusal error={choose.error} />
          <Button
            type="submit"
            fullWidth
            loading={choose.isPending}
            disabled={!isGoodPassword(password, link.data)}
          >
            {t('people.link.go')}
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}

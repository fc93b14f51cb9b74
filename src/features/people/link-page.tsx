import { Button, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchLink, sendLinkPassword } from '#ui/people-api.ts'
import { Failure } from '#ui/states.tsx'
import { Gate, Refusal, useEntrance } from './gate.tsx'
import { isGoodPassword, NewPassword } from './new-password.tsx'
import { SecondFactorForm } from './second-factor-form.tsx'

/** Where an invitation or a reset leads: choose a password, and come in. */
export function LinkPage() {
  const { t } = useTranslation()
  const { token } = useParams({ from: '/lien/$token' })
  const enter = useEntrance()
  const [password, setPassword] = useState('')
  const [isHalfIn, setHalfIn] = useState(false)
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => fetchLink(token),
    retry: false,
    gcTime: 0,
  })
  const choose = useMutation({
    mutationFn: () => sendLinkPassword(token, password),
    onSuccess: async ({ needsSecondFactor }) => (needsSecondFactor ? setHalfIn(true) : await enter()),
  })
  if (isHalfIn)
    return <SecondFactorForm onDone={enter} onRestart={() => window.location.assign('/connexion')} />
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

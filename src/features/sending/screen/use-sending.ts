import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { say, sayFailure } from '#ui/notices.tsx'
import type { Sending, ShownProblem } from '../contract.ts'

export const sendingKey = (code: string) => ['sending', code] as const

/** Does one thing to the sending of a company, shows what it became, and says so. */
export function useSendingAct(code: string, said: string | ((sending: Sending) => string)) {
  const keep = useKeepSending(code)
  return useMutation({
    mutationFn: (act: () => Promise<Sending>) => act(),
    onSuccess: (sending) => {
      keep(sending)
      say(typeof said === 'string' ? said : said(sending))
    },
    onError: sayFailure,
  })
}

/** Puts what is now saved where the screen reads it. */
export function useKeepSending(code: string): (sending: Sending) => void {
  const client = useQueryClient()
  return (sending) => client.setQueryData(sendingKey(code), sending)
}

/** Whose remedy is another where the mailbox is read. */
const OF_MAILBOX = ['port-closed', 'encryption', 'password-sign-in-off'] as const

/** A problem as it is told: the sentence with its remedy, then what the server said. */
export function useProblemWords(
  of: 'sending' | 'mailbox' = 'sending',
): (problem: ShownProblem) => readonly string[] {
  const { t } = useTranslation()
  return ({ reason, answer }) => {
    const own = of === 'mailbox' ? OF_MAILBOX.find((one) => one === reason) : undefined
    return [
      own ? t(`sending.mailbox.problem.${own}`) : t(`sending.problem.${reason}`),
      ...(answer === '' ? [] : [t('sending.accounts.serverSaid', { answer })]),
    ]
  }
}

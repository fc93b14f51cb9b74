import { Alert, Button, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { sayFailure } from '#ui/notices.tsx'
import { type ShownAccount, sendTest, type TestMessage } from '../contract.ts'
import { sendingKey, useProblemWords } from './use-sending.ts'

interface TestButtonProps {
  readonly company: string
  readonly account: ShownAccount
}

/** « M’envoyer un essai »: a real message to oneself, in trial too. */
export function TestButton({ company, account: { id } }: TestButtonProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const check = useCapability('manage-sending', company)
  const test = useMutation({
    mutationFn: () => ask(sendTest, { params: { code: company, id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: sendingKey(company) }),
    onError: sayFailure,
  })
  return (
    <>
      <Button variant="light" loading={test.isPending} onClick={() => test.mutate()} {...whyDisabled(check)}>
        {t('sending.accounts.test')}
      </Button>
      {test.data ? <TestResult result={test.data} onClose={() => test.reset()} /> : null}
    </>
  )
}

function TestResult({ result, onClose }: { readonly result: TestMessage; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const isSent = result.outcome.kind === 'accepted'
  const [sentence, ...answers] = useOutcomeWords(result)
  return (
    <Dialog title={t(isSent ? 'sending.test.title' : 'sending.test.failed')} onClose={onClose}>
      <Stack>
        <Alert color={isSent ? 'green' : 'orange'}>{sentence}</Alert>
        {answers.map((said) => (
          <p key={said} className="sending-answer">
            {said}
          </p>
        ))}
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('close')}
        </Button>
      </Stack>
    </Dialog>
  )
}

function useOutcomeWords({ to, outcome }: TestMessage): readonly string[] {
  const { t } = useTranslation()
  const problemWords = useProblemWords()
  switch (outcome.kind) {
    case 'accepted':
      return [
        t('sending.test.accepted', { to }),
        t('sending.accounts.serverSaid', { answer: outcome.answer }),
      ]
    case 'refused':
      return [
        t(outcome.permanent ? 'sending.test.refused' : 'sending.test.later', { to }),
        t('sending.accounts.serverSaid', { answer: outcome.answer }),
      ]
    case 'unreachable':
      return problemWords(outcome.problem)
    case 'ambiguous':
      return [t('sending.test.ambiguous', { to })]
  }
}

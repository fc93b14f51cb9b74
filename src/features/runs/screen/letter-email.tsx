import { Alert, Button, Stack, Textarea, TextInput } from '@mantine/core'
import { IconFlask, IconPencil } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RichText } from '#domain/letters/rich-text.ts'
import { changeEmail, type EmailView, fetchEmail } from '#features/outbox/contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { MessageView } from '#ui/message-view.tsx'
import { Failure } from '#ui/states.tsx'
import type { LetterRow } from '../letter-contract.ts'

/** The e-mail of the letter read, beside it: as it will be read. Nothing for a letter on paper alone. */
export function LetterEmail({ letter }: { readonly letter: LetterRow }) {
  const { t } = useTranslation()
  const mayRemind = useCapability('remind', letter.company)
  const [isChanging, setChanging] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['runs', letter.runId, 'email', letter.id],
    queryFn: () => ask(fetchEmail, { params: { id: letter.id } }),
    enabled: letter.way !== 'paper',
  })
  if (letter.way === 'paper')
    return letter.paperReason === null ? null : (
      <p className="letter-email-reason dimmed">{t(`outbox.paperReason.${letter.paperReason}`)}</p>
    )
  return (
    <aside className="letter-email" aria-label={t('outbox.email.beside', { name: letter.name })}>
      <div className="letter-email-head">
        <h2>{t('outbox.email.title')}</h2>
        {data && letter.status === 'draft' ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setChanging(true)}
            {...whyDisabled(mayRemind)}
          >
            {t('outbox.email.change')}
          </Button>
        ) : null}
      </div>
      {data?.isTrial ? (
        <Alert color="yellow" icon={<IconFlask aria-hidden />} title={t('outbox.email.isTrial')} />
      ) : null}
      {letter.paperReason ? <p className="dimmed">{t(`outbox.paperReason.${letter.paperReason}`)}</p> : null}
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? <MessageView email={data} /> : null}
      {data && isChanging ? (
        <ChangeDialog letter={letter} email={data} onClose={() => setChanging(false)} />
      ) : null}
    </aside>
  )
}

interface ChangeDialogProps {
  readonly letter: LetterRow
  readonly email: EmailView
  readonly onClose: () => void
}

/** The words and the copies of one e-mail, for this once. */
function ChangeDialog({ letter, email, onClose }: ChangeDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [subject, setSubject] = useState(email.subject)
  const [cc, setCc] = useState(email.cc.join(', '))
  const [body, setBody] = useState(email.bodyText)
  const save = useMutation({
    mutationFn: () =>
      ask(changeEmail, {
        params: { id: letter.id },
        body: {
          subject,
          cc: cc.split(/[,;\s]+/).filter((address) => address !== ''),
          // A text that nobody touched keeps its bold and its lists.
          ...(body === email.bodyText ? {} : { body: paragraphsOf(body) }),
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['runs', letter.runId, 'email', letter.id] })
      onClose()
    },
  })
  return (
    <Dialog title={t('outbox.email.change')} size="lg" onClose={onClose}>
      <Stack>
        <p className="dimmed">{t('outbox.email.changeHint')}</p>
        <TextInput
          label={t('outbox.email.subject')}
          value={subject}
          maxLength={200}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <TextInput
          label={t('outbox.email.cc')}
          description={t('outbox.email.ccHint')}
          value={cc}
          onChange={(event) => setCc(event.currentTarget.value)}
        />
        <Textarea
          label={t('outbox.email.body')}
          description={t('outbox.email.bodyHint')}
          autosize
          minRows={8}
          maxRows={16}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <DialogEnd
          error={save.error}
          label={t('save')}
          isPending={save.isPending}
          onClose={onClose}
          onConfirm={() => save.mutate()}
        />
      </Stack>
    </Dialog>
  )
}

function paragraphsOf(text: string): RichText {
  return {
    type: 'doc',
    content: text
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => ({
        type: 'paragraph',
        content: paragraph
          .split('\n')
          .flatMap((line, index) => [
            ...(index === 0 ? [] : [{ type: 'hardBreak' as const }]),
            ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
          ]),
      })),
  }
}

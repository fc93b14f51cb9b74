import { Alert, Button, Group, Stack } from '@mantine/core'
import { IconDownload, IconHelpCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addressOf } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { MessageView } from '#ui/message-view.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchMessageFile, type MessageDetail } from '../contract.ts'
import { ActButtons } from './act-bar.tsx'
import { messageQuery } from './queries.ts'
import { ReturnsList } from './returns-list.tsx'
import { StateWords } from './state-words.tsx'

/** One message: what became of it, as it is read, and its bytes as they left. */
export function MessageDialog({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(messageQuery(id))
  return (
    <Dialog
      onClose={onClose}
      title={data ? t('outbox.email.beside', { name: data.name }) : t('outbox.email.title')}
      size="xl"
    >
      {data ? (
        <Message message={data} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={4} height={60} />
      )}
    </Dialog>
  )
}

function Message({ message }: { readonly message: MessageDetail }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <div className="outbox-state">
        <StateWords row={message} />
        {message.answer ? (
          <span className="dimmed outbox-answer">
            {t('outbox.server')} : {message.answer}
          </span>
        ) : null}
      </div>
      {message.state === 'ambiguous' ? (
        <Alert color="yellow" icon={<IconHelpCircle aria-hidden />}>
          {t('outbox.ambiguousHint')}
        </Alert>
      ) : null}
      <Group justify="space-between">
        <ActButtons messages={[message]} onDone={() => undefined} />
        {message.hasBytes ? (
          <Button
            component="a"
            size="compact-md"
            variant="default"
            href={addressOf(fetchMessageFile, { params: { id: message.id } })}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('outbox.file')}
          </Button>
        ) : null}
      </Group>
      <ReturnsList message={message} />
      <MessageView email={message.email} />
    </Stack>
  )
}

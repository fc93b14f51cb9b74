import { Alert, Button, FileButton, Group } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { addressOf, ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { messageOf } from '#ui/states.tsx'
import type { SentImage } from '../contract.ts'
import { fetchImage, sendImage } from '../letterhead-contract.ts'
import { reduceImage } from './reduce-image.ts'
import type { LetterheadEditing } from './use-letterhead.tsx'

const TYPES = 'image/png,image/jpeg,image/svg+xml'
/** Below, a logo is printed smaller than its place on the letter. */
const FEW_PIXELS = 265

interface ImageFieldProps {
  readonly kind: 'logo' | 'signature'
  readonly editing: LetterheadEditing
}

/** An image: sent when chosen, so that the preview shows it; the letterhead names it once saved. */
export function ImageField({ kind, editing }: ImageFieldProps) {
  const { t } = useTranslation()
  const { code, form, set } = editing
  const name = form[kind]
  const mayEdit = useCapability('edit-company', code)
  const sending = useMutation({
    mutationFn: async (file: File) => {
      const { image, isReduced } = await reduceImage(file)
      return { sent: await ask(sendImage, { params: { code }, body: image }), isReduced }
    },
    onSuccess: ({ sent }) => set({ [kind]: sent.sha256 }),
  })
  const remove = () => {
    sending.reset()
    set({ [kind]: null })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div className="letterhead-image" role="group" aria-label={t(`letterhead.field.${kind}`)}>
      <p className="letterhead-label">{t(`letterhead.field.${kind}`)}</p>
      <div className="letterhead-thumbnail">
        {name ? (
          <img
            src={addressOf(fetchImage, { params: { code, sha256: name } })}
            alt={t(`letterhead.field.${kind}`)}
          />
        ) : (
          <span className="dimmed">{t('letterhead.image.none')}</span>
        )}
      </div>
      <Group gap="xs">
        <FileButton accept={TYPES} onChange={(file) => file && sending.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              size="compact-sm"
              variant="default"
              loading={sending.isPending}
              leftSection={<IconPhoto size={14} aria-hidden />}
              {...whyDisabled(mayEdit)}
            >
              {name ? t('letterhead.image.replace') : t('letterhead.image.choose')}
            </Button>
          )}
        </FileButton>
        {name ? (
          <Button size="compact-sm" variant="subtle" color="red" onClick={remove}>
            {t('letterhead.image.remove')}
          </Button>
        ) : null}
      </Group>
      <p className="dimmed letterhead-hint">{t(`letterhead.hint.${kind}`)}</p>
      {sending.data && name === sending.data.sent.sha256 ? <Remarks {...sending.data} /> : null}
      {sending.error ? (
        <Alert color="red" role="alert">
          {messageOf(sending.error)}
        </Alert>
      ) : null}
    </div>
  )
}

function Remarks({ sent, isReduced }: { readonly sent: SentImage; readonly isReduced: boolean }) {
  const { t } = useTranslation()
  const isCoarse =
    sent.mediaType !== 'image/svg+xml' && sent.width < FEW_PIXELS && sent.height < FEW_PIXELS / 3
  return (
    <div role="status">
      {isReduced ? <p className="dimmed">{t('letterhead.image.reduced')}</p> : null}
      {isCoarse ? <p className="letterhead-odd">{t('letterhead.image.coarse')}</p> : null}
      {sent.removed.length > 0 ? (
        <p className="letterhead-odd">{t('letterhead.image.removed', { names: sent.removed.join(', ') })}</p>
      ) : null}
    </div>
  )
}

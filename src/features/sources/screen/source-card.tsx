import { Button, Group, Menu } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'
import { openSource, previewSource, readSource, removeSource, type ShownSource } from '../contract.ts'
import { LookList } from './look-list.tsx'
import { useSourceAct } from './use-sources.ts'

interface SourceCardProps {
  readonly company: string
  readonly source: ShownSource
  readonly onEdit: () => void
}

/** One source: where it is, how it stands, what it brought, and what can be done with it. */
export function SourceCard({ company, source, onEdit }: SourceCardProps) {
  const { t } = useTranslation()
  const { id, label, isActive, settings } = source
  const why = whyDisabled(useCapability('manage-sources', company))
  const params = { code: company, id }
  const remove = useSourceAct(company, () => ask(removeSource, { params }), t('sources.removed', { label }))
  return (
    <li className="source-card">
      <div className="source-card-head">
        <h2>{label}</h2>
        <span className="mark" data-tone={isActive ? 'advice' : 'quiet'}>
          {t(isActive ? 'sources.open' : 'sources.closed')}
        </span>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" aria-label={t('sources.more', { label })} {...why}>
              <IconDotsVertical size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onEdit}>{t('sources.edit')}</Menu.Item>
            <Menu.Item color="red" onClick={() => remove.mutate()}>
              {t('sources.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className="source-place">
        {t(`sources.kind.${settings.kind}`)} ·{' '}
        {settings.kind === 'mailbox' ? `${settings.userName}, ${settings.host}` : settings.url}
      </p>
      <SourceState source={source} />
      <SourceActs company={company} source={source} />
      <LookList source={source} />
    </li>
  )
}

function SourceActs({ company, source }: Pick<SourceCardProps, 'company' | 'source'>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id, isActive, isPreviewed } = source
  const why = whyDisabled(useCapability('manage-sources', company))
  const params = { code: company, id }
  const preview = useMutation({
    mutationFn: () => ask(previewSource, { params }),
    onSuccess: ({ importId }) => void navigate({ to: '/importer', search: { import: importId } }),
    onError: sayFailure,
  })
  const read = useSourceAct(company, () => ask(readSource, { params }), t('sources.reading'))
  const open = useSourceAct(
    company,
    () => ask(openSource, { params, body: { isActive: !isActive } }),
    t(isActive ? 'sources.stopped' : 'sources.opened'),
  )
  return (
    <Group gap="xs">
      <Button
        variant={isPreviewed ? 'default' : 'filled'}
        size="compact-md"
        loading={preview.isPending}
        onClick={() => preview.mutate()}
        {...why}
      >
        {t('sources.preview')}
      </Button>
      {isActive ? (
        <Button
          variant="default"
          size="compact-md"
          loading={read.isPending}
          onClick={() => read.mutate()}
          {...why}
        >
          {t('sources.read')}
        </Button>
      ) : null}
      {isPreviewed ? (
        <Button
          variant={isActive ? 'default' : 'filled'}
          size="compact-md"
          loading={open.isPending}
          onClick={() => open.mutate()}
          {...why}
        >
          {t(isActive ? 'sources.stop' : 'sources.start')}
        </Button>
      ) : null}
    </Group>
  )
}

function SourceState({ source }: { readonly source: ShownSource }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { isActive, isPreviewed, rhythm, hour, lastOkAt, failingSince, nextAt, settings, hasSecret } = source
  const isSecretLost = (settings.kind === 'mailbox' || settings.signIn !== 'none') && !hasSecret
  const words = [
    t(`sources.rhythm.${rhythm}`, { hour }),
    isPreviewed ? null : t('sources.toPreview'),
    isSecretLost ? t('sources.secretLost') : null,
    failingSince === null ? null : t('sources.failing', { at: format.instant(failingSince) }),
    lastOkAt === null ? null : t('sources.lastOk', { at: format.instant(lastOkAt) }),
    isActive && nextAt !== null ? t('sources.next', { at: format.instant(nextAt) }) : null,
  ].filter((word) => word !== null)
  return (
    <ul className="source-state" data-tone={isSecretLost || failingSince !== null ? 'warning' : 'quiet'}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  )
}

import './message-view.css'
import { SegmentedControl } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmailView } from '#features/outbox/contract.ts'

/** An e-mail as it is read: its heads, its words in both forms, and its files. */
export function MessageView({ email }: { readonly email: EmailView }) {
  const { t } = useTranslation()
  const [form, setForm] = useState<'html' | 'text'>('html')
  return (
    <div className="message-view">
      <Heads email={email} />
      <SegmentedControl
        size="xs"
        aria-label={t('outbox.email.view')}
        value={form}
        onChange={(value) => setForm(value === 'text' ? 'text' : 'html')}
        data={[
          { value: 'html', label: t('outbox.email.html') },
          { value: 'text', label: t('outbox.email.text') },
        ]}
      />
      {form === 'html' ? (
        <HtmlFrame html={email.html} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <pre className="message-text" tabIndex={0}>
          {email.text}
        </pre>
      )}
      <Files email={email} />
    </div>
  )
}

function Heads({ email }: { readonly email: EmailView }) {
  const { t } = useTranslation()
  const heads = [
    ['from', email.from],
    ['to', email.to.join(', ')],
    ['cc', email.cc.join(', ')],
    ['bcc', email.bcc.join(', ')],
    ['replyTo', email.replyTo],
    ['subject', email.subject],
  ] as const
  return (
    <dl className="message-heads">
      {heads
        .filter(([, value]) => value !== '')
        .flatMap(([name, value]) => [
          <dt key={name}>{t(`outbox.email.${name}`)}</dt>,
          <dd key={`${name} value`}>{value}</dd>,
        ])}
    </dl>
  )
}

/**
 * The message in a frame of its own, where no script runs. Our pages take no style from a text: those of the message are
 * set by us, one element after the other, once it is there.
 */
function HtmlFrame({ html }: { readonly html: string }) {
  const { t } = useTranslation()
  return (
    <iframe
      title={t('outbox.email.frame')}
      sandbox="allow-same-origin"
      srcDoc={html.replaceAll(' style="', ' data-style="')}
      onLoad={(event) => {
        const shown = event.currentTarget.contentDocument
        for (const element of shown?.querySelectorAll<HTMLElement>('[data-style]') ?? [])
          element.style.cssText = element.dataset.style ?? ''
      }}
    />
  )
}

function Files({ email: { attachments, leftOut } }: { readonly email: EmailView }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="message-files" aria-label={t('outbox.email.attachments')}>
        {attachments.map(({ name }) => (
          <li key={name}>
            <IconPaperclip size={16} aria-hidden /> {name}
          </li>
        ))}
      </ul>
      {leftOut.length > 0 ? (
        <p className="mark" data-tone="warning">
          {t('outbox.email.leftOut', { names: leftOut.join(', ') })}
        </p>
      ) : null}
    </>
  )
}

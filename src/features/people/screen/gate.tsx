import { Alert } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ProductMark } from '#ui/product-mark.tsx'
import { messageOf } from '#ui/states.tsx'
import { isOwnPage } from './own-page.ts'
import './people.css'

interface GateProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The pages before one is signed in: one card, and nothing of the companies around it. */
export function Gate({ title, lead, children }: GateProps) {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
  return (
    <div className="gate">
      <p className="gate-product">
        <ProductMark />
        {t('product')}
      </p>
      <div className="gate-card">
        <h1 className="gate-title">{title}</h1>
        {lead ? <p className="gate-lead">{lead}</p> : null}
        {children}
      </div>
    </div>
  )
}

/** A refusal above the button, in the server’s words. */
export function Refusal({ error }: { readonly error: unknown }) {
  if (!error) return null
  return (
    <Alert color="red" role="alert">
      {messageOf(error)}
    </Alert>
  )
}

/**
 * Once signed in: opens the page that was asked for anew. Whatever was read as nobody, or as somebody else, is
 * forgotten with the page; the promise never ends, so that the button turns until then.
 */
export function useEntrance(wanted?: string): () => Promise<void> {
  return () => {
    window.location.replace(isOwnPage(wanted, window.location.origin) ? wanted : '/')
    return new Promise(() => {})
  }
}

import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { messageOf } from './states.tsx'

/** A short word that something is done; read out politely. */
export function say(message: ReactNode): void {
  notifications.show({ message, autoClose: 6_000, withBorder: true, ...CLOSE() })
}

/** A refusal of the server, in its own words; stays until closed. */
export function sayFailure(error: unknown): void {
  notifications.show({
    color: 'red',
    title: i18next.t('failure.title'),
    message: messageOf(error) || i18next.t('failure.unknown'),
    autoClose: false,
    withBorder: true,
    role: 'alert',
    ...CLOSE(),
  })
}

const CLOSE = () => ({ closeButtonProps: { 'aria-label': i18next.t('close') } })

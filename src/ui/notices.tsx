import i18next from 'i18next'
import type { ReactNode } from 'react'
import { showNotice } from './notice-area.tsx'
import { messageOf } from './states.tsx'

/** A short word that something is done. */
export function say(message: ReactNode): void {
  void showNotice({ message, autoClose: 6_000, closeButtonProps: closeButton() })
}

/** A refusal of the server, in its own words; stays until closed. */
export function sayFailure(error: unknown): void {
  void showNotice({
    color: 'red',
    title: i18next.t('failure.title'),
    message: messageOf(error) || i18next.t('failure.unknown'),
    autoClose: false,
    closeButtonProps: closeButton(),
  })
}

function closeButton() {
  return { 'aria-label': i18next.t('close') }
}

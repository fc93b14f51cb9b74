import type { NotificationData } from '@mantine/notifications'
import { Suspense, useSyncExternalStore } from 'react'
import { lazyPart } from './lazy-part.tsx'

/** Where notices are shown; loaded with the first one, since most visits have none. */

const Notifications = lazyPart(async () => (await import('@mantine/notifications')).Notifications)
const listeners = new Set<() => void>()
let isNeeded = false

export function NoticeArea() {
  const isShown = useSyncExternalStore(subscribe, () => isNeeded)
  return <Suspense>{isShown ? <Notifications position="top-right" /> : null}</Suspense>
}

export async function showNotice(notice: NotificationData): Promise<void> {
  isNeeded = true
  for (const listener of listeners) listener()
  const { notifications } = await import('@mantine/notifications')
  notifications.show({ withBorder: true, ...notice })
}

export async function hideNotice(id: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.hide(id)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

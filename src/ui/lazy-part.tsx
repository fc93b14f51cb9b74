import { type ComponentType, lazy } from 'react'

/** A part of a screen loaded only when it is shown: a panel, a calendar. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }))
}

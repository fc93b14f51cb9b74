import { useEffect } from 'react'

/**
 * Gives the focus back, once a panel is gone, to what had it before; when that is gone too (an
 * entry of a closed menu), to the line of the list that the keyboard is on.
 */
export function useReturnFocus(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      const target = before?.isConnected && before !== document.body ? before : currentLine()
      if (target instanceof HTMLElement) target.focus({ preventScroll: true })
    }
  }, [])
}

function currentLine(): Element | null {
  return document.querySelector('[data-line][tabindex="0"]')
}

import { type FloatingPosition, Menu } from '@mantine/core'
import { cloneElement, type ReactElement, type ReactNode, type Ref, useRef, useState } from 'react'

interface TargetProps {
  readonly ref?: Ref<HTMLButtonElement>
  readonly onClick?: () => void
  readonly 'aria-haspopup'?: 'menu'
  readonly 'aria-expanded'?: boolean
}

interface LightMenuProps {
  readonly position: FloatingPosition
  readonly target: ReactElement<TargetProps>
  /** The entries; called only once the menu is opened. */
  readonly renderItems: () => ReactNode
}

/**
 * A menu of which only the button exists until it is clicked: a list has two on each of its lines,
 * and they would cost more than the lines themselves.
 */
export function LightMenu({ position, target, renderItems }: LightMenuProps) {
  const [isLive, setLive] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (!isLive)
    return cloneElement(target, {
      onClick: () => setLive(true),
      'aria-haspopup': 'menu',
      'aria-expanded': false,
    })
  return (
    <Menu position={position} defaultOpened onClose={() => button.current?.focus()}>
      <Menu.Target>{cloneElement(target, { ref: button })}</Menu.Target>
      <Menu.Dropdown>{renderItems()}</Menu.Dropdown>
    </Menu>
  )
}

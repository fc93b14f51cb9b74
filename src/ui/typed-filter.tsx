import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ReactNode, useEffect, useState } from 'react'

interface TypedFilterProps {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly placeholder?: string
  readonly icon?: ReactNode
  readonly className?: string
}

/** A text to look for, that reaches the address once the typing rests. */
export function TypedFilter(props: TypedFilterProps) {
  const { label, value, onChange, placeholder = '', icon = null, className = '' } = props
  const [text, setText] = useState(value)
  const settle = useDebouncedCallback(onChange, 300)
  useEffect(() => setText(value), [value])
  return (
    <TextInput
      type="search"
      className={className}
      label={label}
      placeholder={placeholder}
      leftSection={icon}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        settle(event.currentTarget.value.trim())
      }}
    />
  )
}

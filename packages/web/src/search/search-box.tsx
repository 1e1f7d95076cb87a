import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { JSX, Ref } from 'react'
import { shellTexts } from '../texts/shell.ts'
import { useSearchText } from './search-text.ts'

interface SearchBoxProps {
  ref?: Ref<HTMLInputElement>
  className?: string | undefined
}

/** One field for people and messages; Enter shows what was found. */
export const SearchBox = ({ ref, className }: SearchBoxProps): JSX.Element => {
  const [text, setText] = useSearchText()
  const navigate = useNavigate()
  return (
    <search className={className}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void navigate({ to: '/search' })
        }}
      >
        <TextInput
          ref={ref}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          dir="auto"
          aria-label={shellTexts.searchPlaceholder}
          placeholder={shellTexts.searchPlaceholder}
          leftSection={<IconSearch size={17} stroke={1.6} aria-hidden />}
          rightSection={
            text === '' ? null : (
              <CloseButton
                size="sm"
                aria-label={shellTexts.clearSearch}
                onClick={() => {
                  setText('')
                }}
              />
            )
          }
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
      </form>
    </search>
  )
}

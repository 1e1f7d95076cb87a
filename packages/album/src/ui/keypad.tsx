import { useEffect } from 'react'
import type { ReactElement } from 'react'
import { numberWords, t } from '../texts/texts.ts'
import { Icon } from './icons.tsx'
import css from './ui.module.css'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const MOST = 12

/** Digits to press, for a PIN; a keyboard works too. Shows how many there are, never which. */
export const Keypad = ({
  value,
  isDisabled,
  onChange,
  onEnter,
}: {
  value: string
  isDisabled: boolean
  onChange: (value: string) => void
  onEnter: () => void
}): ReactElement => {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (isDisabled || event.ctrlKey || event.metaKey || event.altKey) return
      if (/^\d$/u.test(event.key) && value.length < MOST) onChange(value + event.key)
      else if (event.key === 'Backspace') onChange(value.slice(0, -1))
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) onEnter()
    }
    globalThis.addEventListener('keydown', press)
    return () => {
      globalThis.removeEventListener('keydown', press)
    }
  }, [value, isDisabled, onChange, onEnter])
  return (
    <>
      <output className={css.dots} aria-label={t('pin.typed', { n: value.length })}>
        {Array.from({ length: Math.max(6, value.length) }, (_, at) => (
          <span key={at} data-full={at < value.length || undefined} />
        ))}
      </output>
      <div className={css.keypad}>
        {digits.map((digit, at) => (
          <button
            key={digit}
            type="button"
            className={css.key}
            style={at === 9 ? { gridColumn: 2 } : undefined}
            disabled={isDisabled}
            onClick={() => {
              if (value.length < MOST) onChange(value + digit)
            }}
          >
            {numberWords(Number(digit))}
          </button>
        ))}
        <button
          type="button"
          className={css.key}
          disabled={isDisabled}
          aria-label={t('pin.back')}
          onClick={() => {
            onChange(value.slice(0, -1))
          }}
        >
          <Icon name="delete" />
        </button>
      </div>
    </>
  )
}

import { CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { JSX } from 'react'
import { createStore, useStore } from '../api/store.ts'
import { toastTexts } from '../texts/shell.ts'
import classes from './toasts.module.css'

interface Toast {
  id: number
  tone: 'info' | 'good' | 'fault'
  text: string
}

const toasts = createStore<readonly Toast[]>([])
let last = 0

const dismiss = (id: number): void => {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}

/** Takes a sentence off the screen, if it stands there. */
export const takeBack = (text: string): void => {
  toasts.set(toasts.get().filter((toast) => toast.text !== text))
}

/** Says one sentence at the edge of the screen; one that stands there is not said twice. Faults stay until somebody closes them. */
export const toast = (tone: Toast['tone'], text: string): void => {
  takeBack(text)
  last += 1
  const id = last
  toasts.set([...toasts.get().slice(-3), { id, tone, text }])
  if (tone !== 'fault') {
    setTimeout(() => {
      dismiss(id)
    }, 6000)
  }
}

/** Takes every sentence off the screen. */
export const clearToasts = (): void => {
  toasts.set([])
}

const signs = { info: IconInfoCircle, good: IconCircleCheck, fault: IconAlertTriangle } as const

/** Where the sentences appear. */
export const Toasts = (): JSX.Element => (
  <section className={classes.toasts} aria-live="polite" aria-label={toastTexts.label}>
    {useStore(toasts).map(({ id, tone, text }) => {
      const Sign = signs[tone]
      return (
        <div key={id} className={classes.toast} data-tone={tone}>
          <Sign size={18} stroke={1.75} aria-hidden />
          <p>{text}</p>
          <CloseButton
            size="sm"
            aria-label={toastTexts.close}
            onClick={() => {
              dismiss(id)
            }}
          />
        </div>
      )
    })}
  </section>
)

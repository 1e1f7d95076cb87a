import { useEffect } from 'react'
import { getPref } from './prefs.ts'

/** Whether typed characters belong to a field and must not act as keys. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)))

const hasDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** What a key does; `event.key` names it, letters in lower case. Returns false to leave the key to the browser. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => boolean>>

/**
 * Keys of a page: work when nobody types, no dialog is open and no modifier is held. Characters can be turned off as a whole
 * (WCAG 2.1.4). A letter is compared in lower case, so Caps Lock does not matter.
 */
export const useKeys = (keys: KeyMap, enabled = true): void => {
  useEffect(() => {
    if (!enabled) return undefined
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const isCharacter = event.key.length === 1
      if (isTyping(event.target) || hasDialog() || (isCharacter && !getPref('singleKeys'))) return
      if (keys[isCharacter ? event.key.toLowerCase() : event.key]?.(event) === true) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [keys, enabled])
}

const goWithinMs = 1500

/**
 * G and then a letter goes to a place. The letter is caught before a page's own single keys see it.
 * `go` gets the second key and says whether it meant something.
 */
export const useGoKeys = (go: (key: string) => boolean): void => {
  useEffect(() => {
    let askedAt = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || hasDialog() || !getPref('singleKeys')) return
      const asked = event.timeStamp - askedAt <= goWithinMs
      askedAt = event.key.toLowerCase() === 'g' && !asked ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (asked && go(event.key.toLowerCase())) {
        event.preventDefault()
        event.stopPropagation()
      }
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [go])
}

const panicPresses = 3
const panicWithinMs = 1200

/** Calls `onPanic` when Escape is pressed three times in a row within 1.2 s: in a field, in a dialog, anywhere. */
export const usePanicKey = (onPanic: () => void): void => {
  useEffect(() => {
    let presses: number[] = []
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') {
        presses = []
        return
      }
      if (event.repeat) return
      presses = [...presses, event.timeStamp].slice(-panicPresses)
      const [first] = presses
      if (presses.length === panicPresses && first !== undefined && event.timeStamp - first <= panicWithinMs) {
        presses = []
        onPanic()
      }
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [onPanic])
}

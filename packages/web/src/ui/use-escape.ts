import { useEffect, useRef, type RefObject } from 'react'

/** A ref for an element in which Escape does something. What is typed in it is still there when `onEscape` runs. */
export const useEscape = <T extends HTMLElement>(onEscape: () => void): RefObject<T | null> => {
  const element = useRef<T>(null)
  useEffect(() => {
    const inside = element.current
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEscape()
    }
    inside?.addEventListener('keydown', onKey)
    return () => {
      inside?.removeEventListener('keydown', onKey)
    }
  }, [onEscape])
  return element
}

import { useCallback, useEffect, useState } from 'react'

/** Counts down a wait that the server asked for, in whole seconds; `firstMs` is one that runs already. */
export const useWait = (firstMs: number): { seconds: number; start: (ms: number) => void } => {
  const [until, setUntil] = useState(() => (firstMs > 0 ? performance.now() + firstMs : 0))
  const [seconds, setSeconds] = useState(Math.ceil(firstMs / 1000))
  const start = useCallback((ms: number) => {
    setUntil(performance.now() + ms)
    setSeconds(Math.ceil(ms / 1000))
  }, [])
  useEffect(() => {
    if (until === 0) return undefined
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - performance.now()) / 1000))
      setSeconds(left)
      if (left === 0) setUntil(0)
    }, 200)
    return () => {
      clearInterval(timer)
    }
  }, [until])
  return { seconds, start }
}

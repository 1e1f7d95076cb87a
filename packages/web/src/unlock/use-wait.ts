import { useCallback, useEffect, useState } from 'react'

/** Counts down a wait that the server asked for, in whole seconds. */
export const useWait = (): { seconds: number; start: (ms: number) => void } => {
  const [until, setUntil] = useState(0)
  const [seconds, setSeconds] = useState(0)
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

import { useEffect, useState } from 'react'
import type { ConsentLanguage } from '../api/types.ts'

/**
 * Which voices speak a language: the beginnings of their language tags. A voice that says only `ku` reads Latin letters, so it is none for Sorani.
 */
const tagsOf: Readonly<Record<ConsentLanguage, readonly string[]>> = {
  en: ['en'],
  ar: ['ar'],
  ckb: ['ckb', 'ku-arab', 'ku-iq'],
  kmr: ['kmr', 'ku-latn', 'ku-tr', 'ku'],
}

/** A voice of this device for a language. One that works over the network is none: it would send the words away (H10). */
const localVoice = (language: ConsentLanguage): SpeechSynthesisVoice | null => {
  if (!('speechSynthesis' in globalThis)) return null
  const voices = speechSynthesis.getVoices().filter(({ localService }) => localService)
  for (const tag of tagsOf[language])
    for (const voice of voices) {
      const spoken = voice.lang.replace('_', '-').toLowerCase()
      if (spoken === tag || (tag !== 'ku' && spoken.startsWith(`${tag}-`))) return voice
    }
  return null
}

export interface Voice {
  /** Whether this device can read the language aloud by itself. */
  isThere: boolean
  isReading: boolean
  read: (text: string) => void
  stop: () => void
}

/** Reads aloud with a voice of this device; silent as soon as the page is left. */
export const useVoice = (language: ConsentLanguage): Voice => {
  const [voice, setVoice] = useState(() => localVoice(language))
  const [isReading, setReading] = useState(false)
  useEffect(() => {
    const find = (): void => {
      setVoice(localVoice(language))
    }
    find()
    if (!('speechSynthesis' in globalThis)) return undefined
    // Browsers load their voices after the page.
    speechSynthesis.addEventListener('voiceschanged', find)
    return () => {
      speechSynthesis.removeEventListener('voiceschanged', find)
      speechSynthesis.cancel()
    }
  }, [language])
  const stop = (): void => {
    if (voice !== null) speechSynthesis.cancel()
    setReading(false)
  }
  return {
    isThere: voice !== null,
    isReading,
    stop,
    read(text) {
      if (voice === null) return
      speechSynthesis.cancel()
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.voice = voice
      utterance.lang = voice.lang
      utterance.rate = 0.9
      const end = (): void => {
        setReading(false)
      }
      utterance.addEventListener('end', end)
      utterance.addEventListener('error', end)
      setReading(true)
      speechSynthesis.speak(utterance)
    },
  }
}

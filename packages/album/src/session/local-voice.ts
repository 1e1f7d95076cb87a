import type { Language } from '../texts/texts.ts'

/** What speech engines call the languages; Kurdish is rare among them. */
const tags: Record<Language, readonly string[]> = { en: ['en'], ar: ['ar'], ckb: ['ckb'], kmr: ['kmr', 'ku'] }

/** A voice of the phone itself for a language. Voices that live on somebody's server would hear the text; they are not taken. */
export const localVoice = (language: Language): SpeechSynthesisVoice | null => {
  if (!('speechSynthesis' in globalThis)) return null
  const voices = globalThis.speechSynthesis.getVoices().filter(({ localService }) => localService)
  return voices.find(({ lang }) => tags[language].includes(lang.toLowerCase().split(/[-_]/u)[0] ?? '')) ?? null
}

/** Reads texts aloud with a voice of the phone. @returns how to stop it */
export const readAloud = (texts: readonly string[], voice: SpeechSynthesisVoice): (() => void) => {
  globalThis.speechSynthesis.cancel()
  for (const text of texts) {
    const said = new SpeechSynthesisUtterance(text)
    said.voice = voice
    said.lang = voice.lang
    said.rate = 0.9
    globalThis.speechSynthesis.speak(said)
  }
  return () => {
    globalThis.speechSynthesis.cancel()
  }
}

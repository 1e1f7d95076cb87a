import { compileMessage } from '@lingui/message-utils/compileMessage'
import PO from 'pofile'
import type { Plugin } from 'vite'

/** The messages of a catalogue by key: English as JSON, translations as PO (`msgctxt` is the key, `msgid` the English). */
const messagesOf = (id: string, text: string): [string, string][] =>
  id.endsWith('.json')
    ? Object.entries(JSON.parse(text) as Record<string, string>)
    : PO.parse(text).items.map(({ msgctxt, msgstr }) => [msgctxt ?? '', msgstr[0] ?? ''])

/** Turns a catalogue (`src/locales`) into a module of compiled messages: no parser is sent to a phone. */
export const compiledTexts = (): Plugin => ({
  name: 'homeward-album-texts',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/locales\/[a-z]+\.(?:json|po)$/u },
    handler(text, id) {
      const messages = messagesOf(id, text).map(([key, message]) => [key, compileMessage(message)])
      const compiled = JSON.stringify(JSON.stringify(Object.fromEntries(messages)))
      return { code: `export default JSON.parse(${compiled})`, map: null, moduleType: 'js' }
    },
  },
})

import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

/** Turns a catalogue (`src/locales/*.json`, key to ICU message) into a module of compiled messages: no parser is sent to a phone. */
export const compiledTexts = (): Plugin => ({
  name: 'homeward-album-texts',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/locales\/[a-z]+\.json$/u },
    handler(json) {
      const messages = Object.entries(JSON.parse(json) as Record<string, string>).map(([key, message]) => [
        key,
        compileMessage(message),
      ])
      const compiled = JSON.stringify(JSON.stringify(Object.fromEntries(messages)))
      return { code: `export default JSON.parse(${compiled})`, map: null, moduleType: 'js' }
    },
  },
})

/// <reference types="vite/client" />

declare module 'virtual:homeward-texts/*' {
  import type { Messages } from '@lingui/core'

  const messages: Messages
  export default messages
}

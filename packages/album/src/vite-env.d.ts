/// <reference types="vite/client" />

/** A translation, compiled while building (build/compiled-texts.ts). */
declare module '*.po' {
  const messages: unknown
  export default messages
}

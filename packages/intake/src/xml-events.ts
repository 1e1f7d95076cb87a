import { SaxesParser } from 'saxes'

/** What a reader of XML hears, by local names: the prefix of a namespace is its writer's choice. */
export interface XmlListener {
  open?: (name: string, attributes: ReadonlyMap<string, string>, uri: string) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Elements inside each other; deeper than any format here, and no deeper than memory. */
const deepest = 64

/**
 * Reads XML piece by piece. A document type is refused, so no entity is ever declared, expanded or fetched; only the five of XML itself
 * and numbers are known. Throws `Error` in the parser's words with the line for XML that is not well-formed, and for one nested deeper than 64.
 */
export async function readXml(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { open, text, close }: XmlListener,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('it declares a document type, which is not read because it can be used to attack')
  })
  parser.on('opentag', ({ local, attributes, uri }) => {
    if (++depth > deepest) throw new Error('its elements are nested too deeply')
    open?.(local, new Map(Object.values(attributes).map((one) => [one.local, one.value])), uri)
  })
  const hear = (heard: string): void => {
    text?.(heard)
  }
  parser.on('text', hear)
  parser.on('cdata', hear)
  parser.on('closetag', ({ local }) => {
    depth--
    close?.(local)
  })
  const decoder = new TextDecoder(undefined, { fatal: true })
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }))
  parser.write(decoder.decode()).close()
}

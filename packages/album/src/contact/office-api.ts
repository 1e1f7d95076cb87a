import { canonicalJson } from '@homeward/format'

/** Why the office gave no answer that can be used. The page has words for each. */
export type ContactFault = 'unreachable' | 'closed' | 'wait' | 'refused' | 'stranger'

/** A fault of a contact; `code` is the office's own word for it where it gave one. */
export class ContactError extends Error {
  readonly fault: ContactFault
  readonly code: string
  constructor(fault: ContactFault, code = '') {
    super(`The office gave no usable answer: ${fault} ${code}`)
    this.fault = fault
    this.code = code
  }
}

const waitMs = 60_000

const codeOf = async (answer: Response): Promise<string> => {
  try {
    const { error } = (await answer.json()) as { error?: { code?: unknown } }
    return typeof error?.code === 'string' ? error.code : ''
  } catch {
    return ''
  }
}

const faultOf = (status: number, code: string): ContactFault => {
  if (code === 'VAULT_LOCKED') return 'closed'
  if (status === 429) return 'wait'
  // Something between phone and office that answers in its place: a page of a café's network, a machine that is starting.
  return status >= 500 || code === '' ? 'unreachable' : 'refused'
}

const ask = async (path: string, init: RequestInit): Promise<Response> => {
  let answer: Response
  try {
    answer = await fetch(`/album/api/${path}`, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(waitMs),
    })
  } catch {
    throw new ContactError('unreachable')
  }
  if (answer.ok) return answer
  const code = await codeOf(answer)
  throw new ContactError(faultOf(answer.status, code), code)
}

const bodyOf = async <T>(read: Promise<T>): Promise<T> => {
  try {
    return await read
  } catch {
    // The connection ended in the middle of an answer.
    throw new ContactError('unreachable')
  }
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

/** Asks with a JSON body; the answer's shape is the caller's to check. @throws ContactError */
export const post = async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
  const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : bearer(token)) }
  const answer = await ask(path, { method: 'POST', headers, body: new Uint8Array(canonicalJson(body)) })
  return bodyOf(answer.json() as Promise<Record<string, unknown>>)
}

/** Asks for JSON. @throws ContactError */
export const getJson = async (path: string, token: string): Promise<Record<string, unknown>> =>
  bodyOf((await ask(path, { headers: bearer(token) })).json() as Promise<Record<string, unknown>>)

/** Asks for bytes. @throws ContactError */
export const getBytes = async (path: string, token: string): Promise<Uint8Array> =>
  new Uint8Array(await bodyOf((await ask(path, { headers: bearer(token) })).arrayBuffer()))

/** Sends bytes. @throws ContactError */
export const putBytes = async (path: string, bytes: Uint8Array, token: string): Promise<void> => {
  const headers = { 'content-type': 'application/octet-stream', ...bearer(token) }
  await bodyOf((await ask(path, { method: 'PUT', headers, body: new Uint8Array(bytes) })).arrayBuffer())
}

/** A text of an answer. @throws ContactError stranger when it is none */
export const textIn = (answer: Record<string, unknown>, name: string): string => {
  const value = answer[name]
  if (typeof value !== 'string') throw new ContactError('stranger', name)
  return value
}

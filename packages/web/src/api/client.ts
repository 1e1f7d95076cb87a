import { clientTexts } from '../texts/client.ts'
import { ApiError, errorFromAnswer } from './api-error.ts'
import { closeSession, csrfToken } from './session-store.ts'

type Query = Record<string, string | number | boolean | null | undefined>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface CallOptions {
  query?: Query
  /** Sent as JSON, unless `raw` is given. */
  json?: unknown
  raw?: BodyInit
  contentType?: string
  signal?: AbortSignal | undefined
  /** Goes on when the page is left. */
  keepalive?: boolean
}

/** An address below /api with its query; null and undefined values are left out. */
export const apiUrl = (path: string, query: Query = {}): string => {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text === '' ? `/api${path}` : `/api${path}?${text}`
}

const send = async (method: Method, path: string, options: CallOptions): Promise<Response> => {
  const headers = new Headers({ accept: 'application/json' })
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store', redirect: 'error' }
  if (options.signal) init.signal = options.signal
  if (options.keepalive === true) init.keepalive = true
  if (options.raw !== undefined) {
    init.body = options.raw
    if (options.contentType !== undefined) headers.set('content-type', options.contentType)
  } else if (options.json !== undefined) {
    init.body = JSON.stringify(options.json)
    headers.set('content-type', 'application/json')
  }
  const token = csrfToken()
  if (method !== 'GET' && token !== null) headers.set('x-csrf', token)
  try {
    return await fetch(apiUrl(path, options.query), init)
  } catch {
    if (options.signal?.aborted === true) throw new ApiError('CANCELLED', clientTexts.cancelled, 0)
    throw new ApiError('UNREACHABLE', clientTexts.unreachable, 0)
  }
}

/**
 * One call to the server. Throws ApiError for every answer that is not a success.
 * An answer of 401 to anything but unlocking means that the vault was locked meanwhile: the session is closed here too.
 */
export const call = async <T>(method: Method, path: string, options: CallOptions = {}): Promise<T> => {
  const response = await send(method, path, options)
  const text = await response.text()
  if (!response.ok) {
    const error = errorFromAnswer(response.status, text)
    // A wrong passphrase, asked for again by an open page, is no lock.
    if (response.status === 401 && path !== '/session' && error.code !== 'PASSPHRASE_WRONG') closeSession('elsewhere')
    throw error
  }
  return (text === '' ? undefined : JSON.parse(text)) as T
}

export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, { query, signal })

export const post = <T>(path: string, json: unknown = {}): Promise<T> => call<T>('POST', path, { json })

interface UploadOptions {
  query: Query
  contentType: string
  onProgress: (sent: number) => void
  signal: AbortSignal
}

/** Sends one file's bytes as they are, with progress in bytes. Throws ApiError; CANCELLED if the signal fired. */
export const upload = <T>(method: 'PUT' | 'POST', path: string, file: Blob, options: UploadOptions): Promise<T> =>
  new Promise<T>((resolve, reject) => {
    // fetch has no progress of what was sent.
    const request = new XMLHttpRequest()
    const abort = (): void => {
      request.abort()
    }
    request.open(method, apiUrl(path, options.query))
    request.setRequestHeader('accept', 'application/json')
    const token = csrfToken()
    if (token !== null) request.setRequestHeader('x-csrf', token)
    request.setRequestHeader('content-type', options.contentType)
    request.upload.addEventListener('progress', (event) => {
      options.onProgress(event.loaded)
    })
    request.addEventListener('loadend', () => {
      options.signal.removeEventListener('abort', abort)
    })
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T)
      else {
        if (request.status === 401) closeSession('elsewhere')
        reject(errorFromAnswer(request.status, request.responseText))
      }
    })
    request.addEventListener('error', () => {
      reject(new ApiError('UNREACHABLE', clientTexts.uploadBroken, 0))
    })
    request.addEventListener('abort', () => {
      reject(new ApiError('CANCELLED', clientTexts.cancelled, 0))
    })
    options.signal.addEventListener('abort', abort)
    request.send(file)
  })

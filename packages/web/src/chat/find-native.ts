import { get } from '../api/client.ts'
import type { Message } from '../api/types.ts'

const near = 200

const at = async (chat: string, offset: number, limit: number): Promise<Message[]> =>
  (await get<{ messages: Message[] }>(`/chats/${chat}/messages`, { offset, limit })).messages

const numberOf = (message: Message | undefined): number => Number(message?.nativeId ?? Number.NaN)

/**
 * Row of the message that carries the platform's id `nativeId`, or null. The messages just before `row` are looked through
 * first; then rows are halved, since ids grow along a chat. A chat whose ids do not grow may hide one from this search.
 */
export const findNative = async (chat: string, row: number, nativeId: string): Promise<number | null> => {
  const from = Math.max(0, row - near)
  const close = await at(chat, from, near + 1)
  const found = close.findLastIndex((message) => message.nativeId === nativeId)
  if (found !== -1) return from + found
  const wanted = Number(nativeId)
  if (Number.isNaN(wanted)) return null
  let low = 0
  let high = from
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [message] = await at(chat, middle, 1)
    if (message?.nativeId === nativeId) return middle
    const here = numberOf(message)
    if (Number.isNaN(here)) return null
    if (here < wanted) low = middle + 1
    else high = middle
  }
  return null
}

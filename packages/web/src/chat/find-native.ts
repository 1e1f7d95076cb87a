import { get } from '../api/client.ts'
import type { Message } from '../api/types.ts'

/** A message and the row of its chat in which it stands. */
export type NumberedMessage = Message & { position: number }

/** The messages of a chat that carry the platform's number `nativeId`, in the order of the chat. */
export const findNative = async (chat: number, nativeId: string, signal?: AbortSignal): Promise<NumberedMessage[]> =>
  (await get<{ messages: NumberedMessage[] }>(`/chats/${chat}/native`, { id: nativeId }, signal)).messages

import { z } from '@hono/zod-openapi'
import { countSchema, idSchema, maybe, pageQuerySchema } from './common.ts'

export const chatSchema = z
  .object({
    id: countSchema,
    item: z.string(),
    source: z.string(),
    name: z.string().nullable(),
    type: z.string().nullable(),
    messages: countSchema,
    earliestMs: z.number().nullable(),
    latestMs: z.number().nullable(),
  })
  .openapi('Chat')
export const chatsSchema = z.object({ chats: z.array(chatSchema) }).openapi('Chats')
export const chatsQuerySchema = z.object({ source: maybe(idSchema) })
export const chatParamsSchema = z.object({ chat: z.coerce.number().int().min(0) })

export const messageTimeSchema = z
  .object({
    raw: z.string().nullable(),
    local: z.string().nullable(),
    precision: z.enum(['day', 'minute', 'second', 'ms']).nullable(),
    earliestMs: z.number().nullable(),
    latestMs: z.number().nullable(),
    basis: z.enum(['unix-field', 'offset-in-source', 'zone-assumed', 'unknown']),
    clock: z.enum(['sender', 'server', 'receiver', 'exporter']),
    ambiguities: z.array(z.string()),
  })
  .openapi('MessageTime')

export const attachmentSchema = z
  .object({
    path: z.string(),
    status: z.enum(['present', 'missing', 'not-included']),
    item: z.string().nullable(),
    mediaType: z.string().nullable(),
  })
  .openapi('Attachment')

const messageShape = {
  id: z.string(),
  source: z.string(),
  item: z.string(),
  chat: countSchema,
  seq: countSchema,
  nativeId: z.string().nullable(),
  kind: z.enum(['message', 'service', 'unsupported']),
  sender: z.string().nullable(),
  senderId: z.string().nullable(),
  text: z.string(),
  time: messageTimeSchema,
  bytes: z.object({ item: z.string(), start: countSchema, end: countSchema }),
  replyTo: z.string().nullable(),
  forwardedFrom: z.string().nullable(),
  editedMs: z.number().nullable(),
  attachments: z.array(attachmentSchema),
  flags: z.array(z.string()),
  // JSON, but typed as a record: a recursive JSON type makes the client's inference expensive.
  extra: z.record(z.string(), z.unknown()),
}
export const messageSchema = z.object(messageShape).openapi('Message')
export const messageWithChatSchema = z
  .object({ ...messageShape, chat: chatSchema, position: countSchema })
  .openapi('MessageWithChat')
/** Messages, each with its row in its chat. */
export const placedMessagesSchema = z
  .object({ messages: z.array(z.object({ ...messageShape, position: countSchema })) })
  .openapi('PlacedMessages')
export const messagesSchema = z.object({ total: countSchema, messages: z.array(messageSchema) }).openapi('Messages')
export const messagesQuerySchema = pageQuerySchema.extend({
  query: maybe(z.string().max(300)),
  source: maybe(idSchema),
  chat: maybe(z.coerce.number().int().min(0)),
})
/** The number of a message in the platform's export. */
export const nativeQuerySchema = z.object({ id: z.string().min(1).max(200) })
export const messageParamsSchema = z.object({ item: idSchema, seq: z.coerce.number().int().min(0) })

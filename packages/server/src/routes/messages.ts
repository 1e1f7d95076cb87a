import { createRoute } from '@hono/zod-openapi'
import {
  getItem,
  getMessage,
  getChat,
  listChats,
  messagesByNativeId,
  messagesOfChat,
  messagesWithItem,
  searchMessages,
} from '@homeward/records'
import { idParamsSchema, pageQuerySchema } from '../schemas/common.ts'
import {
  chatParamsSchema,
  chatsQuerySchema,
  chatsSchema,
  messageParamsSchema,
  messagesQuerySchema,
  messagesSchema,
  messageWithChatSchema,
  nativeQuerySchema,
  placedMessagesSchema,
} from '../schemas/messages.ts'
import { answers, createRoutes } from './route-parts.ts'

const chatsRoute = createRoute({
  method: 'get',
  path: '/chats',
  request: { query: chatsQuerySchema },
  responses: answers(chatsSchema, 'Chats of one source, or of all'),
})
const chatRoute = createRoute({
  method: 'get',
  path: '/chats/{chat}/messages',
  request: { params: chatParamsSchema, query: pageQuerySchema },
  responses: answers(messagesSchema, 'Messages of a chat in the order of the source'),
})
const nativeRoute = createRoute({
  method: 'get',
  path: '/chats/{chat}/native',
  request: { params: chatParamsSchema, query: nativeQuerySchema },
  responses: answers(placedMessagesSchema, 'The messages of a chat that carry this number in the platform'),
})
const searchRoute = createRoute({
  method: 'get',
  path: '/messages',
  request: { query: messagesQuerySchema },
  responses: answers(messagesSchema, 'Messages that hold all words of the query'),
})
const getRoute = createRoute({
  method: 'get',
  path: '/messages/{item}/{seq}',
  request: { params: messageParamsSchema },
  responses: answers(messageWithChatSchema, 'One message and where it stands in its chat'),
})

const carriersRoute = createRoute({
  method: 'get',
  path: '/items/{id}/messages',
  request: { params: idParamsSchema },
  responses: answers(placedMessagesSchema, 'The first messages that carry this item, or one with the same bytes'),
})

/** Chats and their messages. */
export function messageRoutes() {
  return createRoutes()
    .openapi(chatsRoute, (c) => c.json({ chats: listChats(c.var.opened, c.req.valid('query').source) }, 200))
    .openapi(chatRoute, (c) => {
      const { chat } = c.req.valid('param')
      const found = messagesOfChat(c.var.opened, chat, c.req.valid('query'))
      if (found.total === 0) getChat(c.var.opened, chat)
      return c.json(found, 200)
    })
    .openapi(nativeRoute, (c) => {
      const { chat } = c.req.valid('param')
      getChat(c.var.opened, chat)
      const found = messagesByNativeId(c.var.opened, chat, c.req.valid('query').id)
      return c.json({ messages: found.map(({ message, position }) => Object.assign(message, { position })) }, 200)
    })
    .openapi(searchRoute, (c) => {
      const { query = '', ...rest } = c.req.valid('query')
      return c.json(searchMessages(c.var.opened, { query, ...rest }), 200)
    })
    .openapi(carriersRoute, (c) => {
      const { id } = getItem(c.var.opened, c.req.valid('param').id)
      const messages = messagesWithItem(c.var.opened, id).map((message) =>
        Object.assign(message, { position: getMessage(c.var.opened, message.item, message.seq).position }),
      )
      return c.json({ messages }, 200)
    })
    .openapi(getRoute, (c) => {
      const { item, seq } = c.req.valid('param')
      const { message, position } = getMessage(c.var.opened, item, seq)
      return c.json({ ...message, chat: getChat(c.var.opened, message.chat), position }, 200)
    })
}

import { messages, say } from '../language/messages.ts'
import { ofAll } from './plural.ts'

export const searchTexts = messages('search', {
  tab: 'Search',
  title: 'Search',
  prompt: 'Type a name or words of a message',
  promptText:
    'People are found by name, mother, place or number, in any script and spelling. Messages must hold all words; letters that are written in several ways are treated alike.',
  peopleTotal: say((n: number) => ({ n }), '{n, plural, one {# person} other {# people}}'),
  people: (shown: number, total: number): string => ofAll(shown, total, searchTexts.peopleTotal(total)),
  messagesTotal: say((n: number) => ({ n }), '{n, plural, one {# message} other {# messages}}'),
  messages: (shown: number, total: number): string => ofAll(shown, total, searchTexts.messagesTotal(total)),
  peopleTitle: 'People',
  messagesTitle: 'Messages',
  nobody: 'Nobody fits.',
  nothing: 'No message holds these words.',
  nothingInChat: 'No message of this chat holds these words.',
  inChat: 'Which chat to search',
  allChats: 'All chats',
  morePeople: 'Show more people',
  more: 'Show more',
  unknownSender: 'Sender not stated',
  openIn: 'Read in the chat',
})

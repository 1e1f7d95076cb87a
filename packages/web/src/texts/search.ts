import { ofAll, plural } from './plural.ts'

export const searchTexts = {
  tab: 'Search',
  title: 'Search',
  prompt: 'Type a name or words of a message',
  promptText:
    'People are found by name, mother, place or number, in any script and spelling. Messages must hold all words; letters that are written in several ways are treated alike.',
  people: (shown: number, total: number) => ofAll(shown, total, plural(total, 'person', 'people')),
  messages: (shown: number, total: number) => ofAll(shown, total, plural(total, 'message', 'messages')),
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
} as const

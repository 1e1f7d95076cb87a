import { plural } from './plural.ts'

export const searchTexts = {
  tab: 'Search',
  title: 'Search',
  prompt: 'Type a name or words of a message',
  promptText:
    'Names are found in any script and spelling. Messages must hold all words; letters that are written in several ways are treated alike.',
  people: (n: number) => plural(n, 'person', 'people'),
  messages: (n: number) => plural(n, 'message', 'messages'),
  peopleTitle: 'People',
  messagesTitle: 'Messages',
  nobody: 'No name fits.',
  nothing: 'No message holds these words.',
  allPeople: 'Search in all people',
  more: 'Show more',
  unknownSender: 'Sender not stated',
  openIn: 'Read in the chat',
} as const

import type { Phones } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { givenValues as given, type SaidWords } from '../language/said.ts'

type PhoneCode = NonNullable<NonNullable<Phones['problem']>['code']>

/** Why phones are not listened for: the server's closed list (rule S72), in its own words. */
export const phoneWords: SaidWords<PhoneCode> = messages('phone-words', {
  locked: 'The vault is locked.',
  'no-certificate': 'There is no certificate for phones yet. A coordinator makes it.',
  'port-in-use': say(given, 'Port {port} is in use by another program. Start the server with another one.'),
  'no-address': 'This computer does not have the address on which phones are to be listened for.',
  'not-listened': 'Phones cannot be listened for. Look at the terminal in which the server runs.',
})

import { messages, say } from '../language/messages.ts'
export const joinTexts = messages('join', {
  noKeys: 'No keys of your own yet?',
  link: 'Join this vault',
  step: say((at: number, of: number) => ({ at, of }), 'Step {at, number} of {of, number}'),
  titles: {
    passphrase: 'Join this vault',
    cards: 'Keep these recovery cards',
    code: 'Read this code aloud',
  },
  lead: 'You make keys of your own. They open nothing until a coordinator admits you, and nobody else knows your passphrase.',
  passphrase: 'New passphrase',
  passphraseHint:
    'At least 15 characters; best six words at random. Whoever takes the disk can guess for as long as they like.',
  again: 'The same again',
  differs: 'This is not the same passphrase.',
  empty: 'Please type a passphrase.',
  back: 'Back',
  makeKeys: 'Make my keys',
  cardsLead:
    'If you forget your passphrase, any two of these three cards set a new one. They are shown only now and kept nowhere: print them, or write the words down, each card on a paper of its own.',
  cardsWarning:
    'Use a printer that nobody else can read from, and no printing service. Give the cards to three people or places, never two together.',
  print: 'Print the cards',
  card: say((number: number, of: number) => ({ number, of }), 'Recovery card {number, number} of {of, number}'),
  cardPurpose: 'Somebody who trusts you gave you this paper. They may need it back if they forget a passphrase.',
  cardRule:
    'One card alone opens nothing. Keep this one where nobody keeps another, and give it to nobody whose face or voice you do not know. The words, the text below them and the picture say the same.',
  qr: say((number: number) => ({ number }), 'Card {number, number} as a QR code'),
  kept: 'I printed the cards or wrote them down.',
  toCode: 'Go on to the code',
  code: 'Your code',
  codeLead: 'Read it to a coordinator, face to face or over the telephone, and let them type it on their Members page:',
  codeThen:
    'When they have admitted you, unlock with your passphrase. Until then, unlocking shows you this code again.',
  done: 'Go to the locked page',
})

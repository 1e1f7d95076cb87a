import type { InvalidSaid } from '../api/types.ts'
import { messages } from '../language/messages.ts'
import type { SaidWords } from '../language/said.ts'

/** Why what somebody asked for is not taken as they said it: the server's closed list (rule R110), in its own words. */
export const invalidWords: SaidWords<NonNullable<InvalidSaid['code']>> = messages('invalid-words', {
  'no-name': 'A person needs at least one name, even a nickname or a name that is only partly known.',
  'values-differ': 'People disagree on this. Choose one of the values with a reason, or say another one beside them.',
  'own-relative': 'Nobody is a relative of themselves. Choose another page.',
  'value-gone': 'This value does not stand any more. Look at the page again.',
  'value-stands': 'This value stands already.',
  'nothing-to-settle': 'There is nothing to settle: no two values of this differ.',
  'past-value-unknown': 'There is no such past value. Look at the history again.',
  'place-unlisted': 'This place is not in the list of places. Choose one of the list, or keep the words alone.',
  'place-too-exact': 'This place cannot be said so exactly. Choose the larger place, or say the point.',
  'challenge-open': 'This challenge is open already.',
  'correction-elsewhere': 'A value comes with a correction alone, and with one of the challenged field.',
  'nothing-answered': 'Nothing was answered, so nothing is written down.',
  'answered-twice': 'A purpose was answered twice.',
  'one-record': 'This is one record. Choose two.',
  'joined-already': 'These two are joined already.',
  'named-relative': 'One of them names the other as a relative. Take that back first.',
  'joined-through':
    'These two are joined through another record. Take one of them out first, then decide about the two.',
  'joined-with-none': 'This record is joined with no other.',
  'found-anew': 'Somebody was erased, or the index was made anew, meanwhile. Look again.',
  'day-over': 'This day is over. Choose a later one, or none.',
  'phone-name-taken': 'Another phone has this name. Choose one by which you tell them apart.',
  'proposal-differs': 'What was proposed and what was sealed with it differ. Propose it again.',
  'nobody-named':
    'Nobody is named as who handed this over, or they are protected already. There is nothing to protect.',
  'covered-elsewhere':
    'Everything that this consent covers is covered by another consent that holds. Withdraw it; nothing has to be erased.',
  'nothing-left': 'Nothing is left here that this consent alone allowed to be kept.',
  'quarantine-over': 'Of this nothing is in quarantine any more: it was destroyed, or the quarantine was lifted.',
  'other-team': 'You are not in this team. Choose one of yours.',
  'several-teams': 'You are in several teams. Say which of them holds the sessions.',
  'family-album': 'The album of a family shows one person. Choose whose file it is.',
  'album-day-over': 'The day until which the album may be shown is over. Choose a later one.',
  'album-too-long': 'An album stands for a year at most. Choose an earlier day, and make it anew then.',
  'album-of-adults': 'Nobody in this album is or may be under age. Make it; it needs no second person.',
  'album-of-nobody': 'Nobody of these people can be shown. Look at who is left out and why.',
  'album-unreadable': 'None of these photos can be read, so there is nothing to show.',
  'session-sealed': 'This session is sealed already.',
  'session-of-team': 'Your team took this session. You read it without a second person.',
  'session-open': 'This session is not sealed. Open it.',
  'words-unreadable': 'These words cannot be read. They are kept exactly as they came.',
})

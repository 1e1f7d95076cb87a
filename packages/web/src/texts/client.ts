import { messages, say } from '../language/messages.ts'
/** Sentences of the connection to the server. */
export const clientTexts = messages('client', {
  unreachable:
    'Homeward does not answer. Is the program still running? Start it again in its window, then try once more here.',
  notUnderstood: say(
    (status: number) => ({ status }),
    'Homeward answered in a way this page does not understand ({status, number}). Reload the page; if that does not help, restart the program.',
  ),
  cancelled: 'Cancelled. Nothing more was sent.',
  uploadBroken:
    'The connection broke while the file was being sent. Nothing of this file was stored. Check that the file can still be opened, then try again.',
})

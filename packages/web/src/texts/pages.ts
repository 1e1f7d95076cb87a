import { messages } from '../language/messages.ts'
/** Words of pages that are not about one area. */
export const pageTexts = messages('pages', {
  notFound: 'Not found',
  notFoundTitle: 'There is nothing at this address',
  notFoundText: 'The address may be from another vault, or mistyped.',
  toHome: 'Go to Home',
  broken: 'Page error',
  brokenTitle: 'This page stopped working',
})

import { joined, messages, say } from '../language/messages.ts'
import { scopeTexts } from './people.ts'
import { ofAll } from './plural.ts'

/** What can be withheld of a person. */
export const withheldTexts = joined(scopeTexts, messages('packages.withheld', { notes: 'notes on decisions' }))

export const packagesTexts = messages('packages', {
  tab: 'Packages',
  title: 'Packages',
  below: 'What was handed to somebody outside, with what consent allowed and withheld.',
  make: 'Make a package',
  emptyTitle: 'No package was made yet',
  emptyText:
    'A package holds exact originals, the records that consent allows, and proofs that anybody can check without Homeward.',
  when: 'Made',
  recipient: 'Recipient',
  purpose: 'Purpose',
  holds: 'Holds',
  pfif: 'PFIF',
  holdsText: say(
    (items: number, persons: number) => ({ items, persons }),
    '{items, plural, one {# item} other {# items}}, {persons, plural, one {# person} other {# people}}',
  ),
  withheld: 'Withheld',
  withheldText: say((n: number) => ({ n }), '{n, plural, =0 {nothing} one {# part} other {# parts}}'),
  size: 'Size',
  download: 'Download',
  downloadOf: say((recipient: string) => ({ recipient }), 'Download the package for {recipient}'),
  sha256: 'SHA-256',
  by: 'By',
})

export const newPackageTexts = messages('packages.newPackage', {
  form: 'As',
  forms: { package: 'Evidence that can be checked (zip)', pfif: 'Records of people for a registry (PFIF)' },
  formHint:
    'PFIF holds names, and what else consent allows of people; no files, no photos, and nobody who said anything.',
  tab: 'Make a package',
  title: 'Make a package',
  below: 'It leaves the vault only as a file that you download and hand over yourself.',
  back: 'Packages',
  leads: 'Confirmed leads',
  leadsHint: 'Each brings its picture, its person and who confirmed it.',
  noLeads: 'No lead is confirmed yet.',
  people: 'People',
  peopleHint: 'Only what consent allows for this purpose and recipient is handed over.',
  addPerson: 'Add a person by name',
  peopleWhoFit: say((n: number) => ({ n }), '{n, plural, one {# person who fits} other {# people who fit}}'),
  typeMore: say((found: string) => ({ found }), '{found}. Type more of the name to see the others.'),
  morePeopleFit: (shown: number, total: number): string =>
    newPackageTexts.typeMore(ofAll(shown, total, newPackageTexts.peopleWhoFit(total))),
  items: 'Items',
  itemsHint: 'Exact originals from your sources, with the messages in them.',
  chooseSource: 'Source',
  chooseSourceFirst: 'Choose a source to list its items',
  filterItems: 'Path or file name contains',
  allOfSource: 'All shown',
  itemsTotal: say((n: number) => ({ n }), '{n, plural, one {# item} other {# items}}'),
  itemsShown: (shown: number, total: number): string => ofAll(shown, total, newPackageTexts.itemsTotal(total)),
  moreItemsHere: 'Show more',
  noItems: 'No item fits.',
  chosen: say((n: number) => ({ n }), '{n, number} chosen'),
  remove: say((what: string) => ({ what }), 'Take out: {what}'),
  for: 'For whom and what for',
  purpose: 'Purpose',
  recipient: 'Recipient',
  recipientHint: 'Exactly as in the consent, if the consent names recipients.',
  preview: 'What would be handed over',
  previewEmpty: 'Choose something and name the recipient. What consent allows and withholds is then shown here.',
  previewItems: say((n: number, size: string) => ({ n, size }), '{n, plural, one {# item} other {# items}}, {size}'),
  moreItems: say((n: number) => ({ n }), 'and {n, plural, one {# more} other {# more}}'),
  allowed: 'Handed over',
  nothingAllowed: 'Nothing of this person',
  withheld: 'Withheld',
  make: 'Make the package',
  makeHint: 'The log records what was handed over, to whom and why.',
  working: 'Packing',
  failed: 'The package was not made',
  done: 'The package is ready',
  doneHint:
    'Download it now, or later from the list of packages. It is made again from the same bytes each time; nothing of it lies open on this disk.',
  download: 'Download',
  another: 'Make another',
  toList: 'All packages',
  verify: 'How the recipient checks it',
  verifySteps: [
    'Send the file by a way you trust, and its SHA-256 by another, such as a phone call.',
    'They compare the SHA-256 of the file they received.',
    'They run “homeward-verify FILE”. It needs no vault, no passphrase and no network, and lists every fault it finds.',
    'They compare the fingerprint of this vault, from the log page, with the one the check prints.',
  ],
  readable: 'Inside, index.html opens in any browser.',
})

/** The words that values of a person are chosen from, in the log, over the API and on the page. */

/** What a name is. */
export const nameKinds = ['full', 'given', 'father', 'grandfather', 'mother', 'family', 'nickname', 'imposed'] as const
/** Writings of names (ISO 15924); `Zyyy` where there are letters of none. */
export const nameScripts = ['Arab', 'Latn', 'Cyrl', 'Armn', 'Grek', 'Hebr', 'Syrc', 'Zyyy'] as const
/** Where a year of birth comes from. */
export const birthBases = ['stated', 'document', 'estimated', 'year-only'] as const
/** What became of somebody (rule R32). */
export const fateStates = ['unknown', 'captive', 'alive', 'returned', 'reported-dead', 'dead'] as const
/** How well it is known where somebody is (rule R32). */
export const whereaboutsStates = ['unknown', 'reported', 'known'] as const
/** Kinds of distinguishing marks. */
export const markKinds = ['scar', 'birthmark', 'tattoo', 'injury', 'teeth', 'other'] as const
/** Sex, as it was said. */
export const sexes = ['female', 'male', 'unknown'] as const
/** How a relative is related to the person. */
export const kinRelations = [
  'mother',
  'father',
  'sibling',
  'child',
  'born-in-captivity',
  'spouse',
  'grandparent',
  'taken-together',
  'other',
] as const

import { foldWords, type FoldedWord } from './name-fold.ts'

/** How many persons of a register carry a word in their names, by its skeleton. */
export type NameFrequencies = { persons: number; countBySkeleton: ReadonlyMap<string, number> }

/**
 * Estimated shares of very common names among given, father's and grandfather's names in Iraq and Kurdistan, in thousandths: rough orders of
 * magnitude from general knowledge, replaced by the register's own counts as it grows.
 */
const commonNames = `
محمد 90, أحمد 50, علي 50, حسين 35, حسن 28, محمود 18, عبدالله 20, إبراهيم 16, خالد 12, عمر 12, يوسف 11, كريم 10, جاسم 9, صالح 9, خلف 8, سعيد 8, مصطفى 9, عباس 9, إسماعيل 8,
سليمان 8, خضر 7, مراد 6, خليل 7, رشيد 5, جمال 6, كمال 5, حيدر 7, حميد 6, سالم 6, داود 5, الياس 5, قاسم 6, طه 4, ياسين 5, فاطمة 10, زينب 9, مريم 6, زهراء 5, عائشة 4, ليلى 4, نادية 4,
هدى 4, سارة 5, أمل 3, شيرين 3, دلشاد 4, حجي 4, رمضان 3, سعد 5, ماجد 3, عادل 4, فارس 3, ناصر 4, عثمان 3, بكر 3, عمار 3, عبدالرحمن 5, عبدالكريم 3, عبدالقادر 3, صباح 4, شمو 3, خديدا 3, بركات 3`

const unlisted = 0.0004
/** The prior weighs as much as this many persons. */
const priorPersons = 300

let shareBySkeleton: ReadonlyMap<string, number> | undefined

function priorShares(): ReadonlyMap<string, number> {
  if (shareBySkeleton !== undefined) return shareBySkeleton
  const shares = new Map<string, number>()
  for (const entry of commonNames.split(',')) {
    const [name = '', thousandths = '0'] = entry.trim().split(' ')
    const skeleton = foldWords(name).words[0]?.skeleton ?? ''
    shares.set(skeleton, (shares.get(skeleton) ?? 0) + Number(thousandths) / 1000)
  }
  shareBySkeleton = shares
  return shares
}

/** Counts the words of names, one name for each person; the caller sees to it that nobody is counted twice. */
export function nameFrequencies(names: Iterable<string>): NameFrequencies {
  const countBySkeleton = new Map<string, number>()
  let persons = 0
  for (const name of names) {
    persons += 1
    for (const skeleton of new Set(foldWords(name).words.map((word) => word.skeleton)))
      countBySkeleton.set(skeleton, (countBySkeleton.get(skeleton) ?? 0) + 1)
  }
  return { persons, countBySkeleton }
}

/** The share of persons expected to carry a word, between 0 and 1, never 0: the register's count smoothed by the prior. */
export function shareOf(word: FoldedWord, frequencies?: NameFrequencies): number {
  const prior = priorShares().get(word.skeleton) ?? unlisted
  if (frequencies === undefined) return prior
  const count = frequencies.countBySkeleton.get(word.skeleton) ?? 0
  return Math.min(1, (count + priorPersons * prior) / (frequencies.persons + priorPersons))
}

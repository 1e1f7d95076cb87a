import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nameFrequencies } from './name-frequency.ts'
import { compareNames, foldName, likelySameName } from './name-match.ts'
import { partWords } from './name-why.ts'

const scoreOf = (a: string, b: string): number => compareNames(a, b).score

function assertSame(a: string, b: string): void {
  assert.ok(scoreOf(a, b) >= likelySameName, `${a} and ${b}: ${JSON.stringify(compareNames(a, b))}`)
}

function assertOther(a: string, b: string): void {
  assert.ok(scoreOf(a, b) < likelySameName, `${a} and ${b}: ${JSON.stringify(compareNames(a, b))}`)
}

test('M1 one name is found again in Arabic, Sorani, Kurmanji, English and German spelling', () => {
  const spellings = ['شيرزاد خضر', 'شێرزاد خدر', 'Şêrzad Xidir', 'Sherzad Khidir', 'Scherzad Chider']
  for (const a of spellings) for (const b of spellings) assertSame(a, b)
  assertSame('قاسم يحيى جوهر', 'Qasim Yahya Jawhar')
  assertSame('قاسم يحيى جوهر', 'Kassem Yehia Gohar')
})

test('M2 shapes of a letter, marks, tatweel, hamza and presentation forms make no difference', () => {
  for (const other of [
    'إبراھيم كـريم',
    'ابراهيم کریم',
    'أِبْراهيم كَريم',
    'ﺍﺑﺮﺍﻫﻴﻢ كريم',
    'ا\u0655براهيم كريم',
    '\u202Bابراهيم كريم\u202C',
  ])
    assert.deepEqual(
      foldName(other).tokens.map((token) => token.phonemes),
      foldName('إبراهيم كريم').tokens.map((token) => token.phonemes),
      other,
    )
  assert.equal(scoreOf('ئاواره‌ سه‌لیم', 'ئاوارە سەليم'), scoreOf('ئاوارە سەلیم', 'ئاوارە سەلیم'))
})

test('M2 digits of chats are letters within a Latin word, and numbers are not', () => {
  for (const [chat, other] of [
    ['Mo7ammad 3ali', 'محمد علي'],
    ['5alid 9ale7', 'خالد صالح'],
    ["7'alil 6are8", 'Khalil Tariq'],
    ['Mo96afa 2Amin', 'مصطفى أمين'],
    ['3abdel ra7man', 'Abdulrahman'],
  ] as const)
    assertSame(chat, other)
  assert.equal(compareNames('7asan', 'Hasan').parts[0]?.a, '7asan')
  assert.deepEqual(
    foldName('Nabil 1990 Jalal2014').tokens.map(({ raw }) => raw),
    ['Nabil', 'Jalal'],
  )
})

test('M2 a letter with a mark that no orthography here has reads as the letter', () => {
  assertSame('Ḩaydar Şāliḩ', 'حيدر صالح')
  assertSame('Ḑiyā’ Maḩmūd', 'ضياء محمود')
  assert.equal(foldName('Nabĭl').tokens[0]?.phonemes, foldName('Nabil').tokens[0]?.phonemes)
})

test('M2 a letter written twice in Arabic script is two consonants', () => {
  assertSame('ممدوح دیدار', 'Mamdouh Didar')
  assertSame('ددار', 'Didar')
  assertOther('ممدوح', 'مدوح صالح')
})

test('M3 compounds are one part, written together or apart', () => {
  for (const text of [
    'عبد الخالق',
    'عبدالخالق',
    'عەبدولخالق',
    'Abdul Khaliq',
    'Abd al-Khaliq',
    'Abdelkhalek',
    'Evdilxaliq',
    'Abdülhalik',
  ]) {
    assert.equal(foldName(text).tokens.length, 1, text)
    assertSame(text, 'Abdulkhaliq')
  }
  for (const text of ['نور الدين', 'نورالدين', 'Nur al-Din', 'Nuruddin', 'Nureddine', 'Nûredîn']) {
    assert.equal(foldName(text).tokens.length, 1, text)
    assertSame(text, 'نورەدین')
  }
  for (const text of ['ابو زيد', 'Abu Zaid']) assert.equal(foldName(text).tokens.length, 1, text)
  for (const text of ['عبدالله', 'عبدلله', 'عبد الله', 'Abdallah', 'Abdullah', 'Evdila', 'عەبدوللا'])
    assertSame(text, 'عەبدوڵڵا')
  assertSame('Abdüllatif Omar', 'عبد اللطيف عمر')
  assertOther('عبد الخالق سامي', 'عبد الكريم سامي')
})

test('M4 particles carry no identity, and a family name before a comma stands at the end', () => {
  assertSame('نبيل بن جلال', 'Nabil Galal')
  assert.deepEqual(
    compareNames('al-Rawi, Nabil Jalal', 'Nabil Jalal al-Rawi').score,
    scoreOf('Nabil Jalal al-Rawi', 'Nabil Jalal al-Rawi'),
  )
})

test('M5 vowels weigh less than consonants, and forms that no rule connects are known', () => {
  assert.ok(scoreOf('Rizgar', 'Rezgar') > scoreOf('Rizgar', 'Rizgan'))
  assert.ok(scoreOf('Rizgar', 'ڕزگار') > scoreOf('Rizgar', 'Rozgor'))
  for (const [a, b] of [
    ['Joseph', 'يوسف'],
    ['Ûsiv', 'Yousef'],
    ['Moses', 'مووسا'],
  ] as const)
    assertSame(a, b)
})

test('M5 Turkish and German hands close a word with t and p', () => {
  assertSame('Halit Murat', 'خالد مراد')
  assertSame('Habip Sait', 'Habib Said')
})

test('M6 within Arabic script another letter is another name', () => {
  assertOther('حسن كريم', 'حسين كريم')
  assertOther('سعد جلال', 'ساعد جلال')
  assert.ok(scoreOf('حسن', 'Hesen') > scoreOf('حسن', 'حسين') + 0.3)
})

test('M6 Sorani letters typed without their signs are equal', () => {
  assert.equal(scoreOf('ڕۆژین دڵشاد', 'روژين دلشاد'), scoreOf('ڕۆژین دڵشاد', 'ڕۆژین دڵشاد'))
})

test('M7 father and son, brothers, and swapped parts are other people', () => {
  assertOther('نبيل جلال شاكر', 'Jalal Shakir Omar')
  assertOther('Nabil Jalal Shakir', 'Samir Jalal Shakir')
  assertOther('Nabil Jalal', 'Jalal Nabil')
  assertOther('شیرزاد جەلال', 'Jalal Sherzad')
})

test('M8 a part missing at the end is mild, another part is not', () => {
  const whole = 'Nabil Jalal Shakir al-Rawi'
  for (const shorter of ['نبيل جلال', 'نبيل جلال شاكر', 'نبيل جلال الراوي']) assertSame(whole, shorter)
  assertOther(whole, 'نبيل خالد شاكر الراوي')
  assert.ok(scoreOf(whole, 'نبيل') < scoreOf(whole, 'نبيل جلال'))
})

test('M9 agreement on a rare name weighs more than on a common one', () => {
  const common = compareNames('Muhammad Ali', 'محمد علي')
  const rare = compareNames('Peshawa Rizgar', 'پێشەوا ڕزگار')
  assert.ok(rare.weight > common.weight + 8)
  const register = Array.from({ length: 1000 }, (_, n) => (n % 5 === 0 ? 'Peshawa Rizgar' : 'Muhammad Ali'))
  const counted = compareNames('Peshawa Rizgar', 'پێشەوا ڕزگار', { frequencies: nameFrequencies(register) })
  assert.ok(counted.weight < rare.weight - 8)
  assert.equal(counted.score, rare.score)
})

test('M9 disagreement weighs against', () => {
  assert.ok(compareNames('Nabil Jalal', 'Samir Khidir').weight < 0)
})

test('M9 comparison is symmetric, bounded and never throws', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(fc.constantFrom('عبد', 'al', 'din', ',', 'abu', 'ە', 'ال', 'Abdul', 'x', "'", 'sh', 'ی'))
      .map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(text, text, (a, b) => {
      const there = compareNames(a, b)
      const back = compareNames(b, a)
      assert.ok(there.score >= 0 && there.score <= 1)
      assert.ok(Math.abs(there.score - back.score) < 1e-9)
      assert.ok(Number.isFinite(there.weight))
    }),
  )
})

test('M9 a text without letters fits nothing, a very long one is cut', () => {
  assert.deepEqual(compareNames('', 'Nabil').score, 0)
  assert.deepEqual(compareNames('123 – ?', '123 – ?').score, 0)
  const long = 'Nabil '.repeat(5000)
  assert.ok(scoreOf(long, long) > 0.5)
  assert.equal(foldName('x'.repeat(100_000)).tokens.length, 1)
})

test('M13 the reasons say part by part what fits and how', () => {
  const { parts, same } = compareNames('محمد سمو', 'Mihemed Simo Xelef')
  assert.equal(same, true)
  assert.deepEqual(parts.map(partWords), [
    'محمد – Mihemed: the given name, the same but for spelling (a very common name)',
    "سمو – Simo: the father's name, the same but for spelling (an uncommon name)",
    "Xelef: the grandfather's name, only in one of the names",
  ])
  assert.deepEqual(
    parts.map(({ atA, atB }) => [atA, atB]),
    [
      [0, 0],
      [1, 1],
      [null, 2],
    ],
  )
  assert.ok((parts[1]?.bits ?? 0) > (parts[0]?.bits ?? 0) && parts[2]?.bits === 0)
})

test('M13 a part left out between others shows by the places, and a text without letters has no parts', () => {
  const { parts } = compareNames('Nabil Jalal Shakir al-Rawi', 'نبيل جلال الراوي')
  assert.deepEqual(
    parts.map(({ part, atA, atB, fit }) => [part, atA, atB, fit === 'missing']),
    [
      ['given', 0, 0, false],
      ['father', 1, 1, false],
      ['family', 3, 2, false],
      ['grandfather', 2, null, true],
    ],
  )
  assert.deepEqual(compareNames('12', 'Nabil').parts, [])
})

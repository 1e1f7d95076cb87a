/** From a name as it was typed to its words: one spelling of each letter, particles gone, compounds joined. */

/** One part of a name: a given, father's or grandfather's name, or a family, tribe or place. */
export type NameWord = {
  /** As typed, without tatweel and marks. */
  raw: string
  /** Prepared for `signsOf`; the article and the compound's first or last half are taken off. */
  stem: string
  script: 'arabic' | 'latin'
  /** Written with letters that only Sorani uses. */
  sorani: boolean
  /** `abd`: servant of …; `din`: … of the faith; `abu`, `umm`: father, mother of …. */
  compound: '' | 'abd' | 'din' | 'abu' | 'umm'
  /** The article stood before it, which given names seldom have. */
  article: boolean
  /** The same word read another way, such as `Ali` beside `al-i…`. */
  otherStems: { stem: string; compound: NameWord['compound'] }[]
}

const arabicLetter = /\p{Script=Arabic}/u
const soraniLetter = /[ەێۆڕڵڤ]|^ئ[ەێۆیو]/u

/** Particles between given and father's name that carry no identity. */
const particles = wordSet('bin ibn bint ben bn kurê keça بن ابن بنت ابنه ابنة کوری کوڕی کچی کورى کوڕى کچى')
const latinArticles = wordSet('al el ul il ar as ash asch at az an ad ath adh es er ez en et ed ud us ur')
const arabicAbd = /^(?:عبد(?:ال|ول)?|عەبد(?:ول|ال|ی|ى)?)$/u
const latinAbd = /^(?:ʕ?[aeo][bpv]d|evd|abt)(?:[aeiouü]{1,2}(?:[lrsnzdt]|sh|sch))?$/u
const abuWords = wordSet('abu abou abo aboo ebu ebû abi ابو ابی ابى ئەبو ئەبوو')
const ummWords = wordSet('umm um oum oumm om omm ام ئوم')
const latinDin = /^(?:al|el|ad|ed|ud|id)?d+(?:i|î|í|ī|ee|ie)n+e?$/u
const arabicDin = /^(?:ال|ە|ئەد|ەد)?دین$/u

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/**
 * Prepares text: NFKC, small letters, one shape for each letter of Arabic, Persian and Sorani keyboards; heh with a zero-width non-joiner is the Sorani vowel;
 * tatweel, vowel marks, digits and control characters go. (rule M2)
 */
function normaliseText(text: string): string {
  if (/^[a-zA-Z]+$/u.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(otherShapes, (found) => shapeOf.get(found) ?? '')
    .normalize('NFC')
}

/** Shapes of letters and what they become; marks, invisible characters and apostrophes, which are not listed, become nothing. */
const shapeOf: ReadonlyMap<string, string> = new Map(
  ['ە ه\u200C', 'ا آ أ إ ٱ', 'ی ي ې ى', 'ک ك ڪ', 'ه ھ ہ ۀ', 'ئ ي\u0654 ى\u0654 ی\u0654', 'i i\u0307'].flatMap(
    (line) => {
      const [shape = '', ...others] = line.split(' ')
      return others.map((other) => [other, shape] as const)
    },
  ),
)
// Yeh without dots is left where it ends a word: there it may be an alef.
const otherShapes =
  /ه\u200C|[يىی]\u0654|i\u0307|[آأإٱيېكڪھہۀ]|ى(?=\p{L})|[\u0640\u064B-\u065F\u0670\u06D6-\u06ED]|[\u200C-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|['‘’‚‛`´ʼʻʿʾ]/gu

/**
 * [Note: Digits as letters] In chats 7 is written for ح, 3 for ع and so on, an apostrophe after it for the dotted letter. Within a Latin word such a digit becomes a
 * letter that no orthography here uses, which name-letters.ts reads; a number becomes nothing.
 */
const letterByDigit: ReadonlyMap<string, string> = new Map(
  "2 ʔ,3 ʕ,3' ɣ,5 ꭓ,6 ʈ,6' ʐ,7 ꜧ,7' ꭕ,8 ɢ,9 ʂ,9' ɖ".split(',').map((pair) => pair.split(' ') as [string, string]),
)
const digitByLetter: ReadonlyMap<string, string> = new Map([...letterByDigit].map(([digit, letter]) => [letter, digit]))
const digitLetters = new RegExp(`[${[...digitByLetter.keys()].join('')}]`, 'gu')
const chatDigits =
  /(?<=\p{Script=Latin}['’]?)[2356789]['’]?(?:[2356789]['’]?(?=\p{Script=Latin}))?(?![0-9])|(?<![0-9])[2356789]['’]?(?=\p{Script=Latin})/gu

function withChatLetters(text: string): string {
  if (!/[0-9]/u.test(text)) return text
  return text.replaceAll(chatDigits, (found) =>
    found.replaceAll('’', "'").replaceAll(/[0-9]'?/gu, (digit) => letterByDigit.get(digit) ?? ''),
  )
}

function asTyped(raw: string): string {
  return raw.replaceAll(digitLetters, (letter) => digitByLetter.get(letter) ?? '')
}

/** A longer text is no name; what comes after is not compared. */
const mostPieces = 16

/** A stretch of a name between spaces: as typed, and prepared. */
export type Piece = { raw: string; text: string; mark: '' | 'al' | 'abd' | 'abu' | 'umm'; din: boolean }

/** The pieces of a name in order, one for each of its words; what stands before a comma goes to the end (rule M4). */
export function piecesOf(text: string): Piece[] {
  const [before = '', ...after] = text.normalize('NFKC').split(/[,،;؛]/u)
  const inOrder = withChatLetters(after.some((part) => part.trim() !== '') ? `${after.join(' ')} ${before}` : before)
  const pieces = inOrder
    .split(/[^\p{L}\p{M}\p{Cf}\u0640'‘’‚‛`´ʼʻʿʾ]+/u)
    .map((raw): Piece => ({
      raw: asTyped(raw).replaceAll(/\p{Cf}+$|\u0640|^'+|'+$/gu, ''),
      text: normaliseText(raw),
      mark: '',
      din: false,
    }))
    .filter((piece) => piece.text !== '')
    .slice(0, mostPieces)
  return joined(pieces)
}

/** A string from which `pieceOf` makes the piece again. */
export function keyOf({ raw, text, mark, din }: Piece): string {
  return mark === '' && !din ? `${raw}\n${text}` : `${raw}\n${text}\n${mark}\n${din ? 'din' : ''}`
}

/** The piece that `keyOf` described; a bare word is a piece too. */
export function pieceOf(key: string): Piece {
  const [raw = '', text = raw, mark = '', din = ''] = key.split('\n')
  return { raw, text, mark: mark as Piece['mark'], din: din !== '' }
}

/** Joins the halves of compounds and drops particles and articles (rules M3, M4). */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = []
  let pending: { raw: string; mark: Piece['mark'] } = { raw: '', mark: '' }
  for (const [at, piece] of pieces.entries()) {
    const previous = out.at(-1)
    const isLast = at === pieces.length - 1
    const mark = isLast ? '' : markOf(piece.text, pieces[at + 1]?.text ?? '')
    if (!isLast && out.length > 0 && pending.mark === '' && particles.has(piece.text)) continue
    if (isDin(piece.text) && previous !== undefined && (pending.mark === '' || pending.mark === 'al')) {
      previous.raw = `${previous.raw} ${pending.raw}${piece.raw}`
      previous.din = true
      pending = { raw: '', mark: '' }
    } else if (mark === 'al')
      pending = { raw: `${pending.raw}${piece.raw} `, mark: pending.mark === '' ? 'al' : pending.mark }
    else if (mark !== '' && (pending.mark === '' || pending.mark === 'al'))
      pending = { raw: `${pending.raw}${piece.raw} `, mark }
    else {
      out.push({ ...piece, raw: `${pending.raw}${piece.raw}`, mark: pending.mark })
      pending = { raw: '', mark: '' }
    }
  }
  return out
}

/** What a piece that is not a name by itself makes of the next one. */
function markOf(text: string, next: string): Piece['mark'] {
  if (latinArticles.has(text) || text === 'ال') return 'al'
  if (arabicAbd.test(text) || latinAbd.test(text) || (text === 'abed' && latinArticles.has(next))) return 'abd'
  if (abuWords.has(text)) return 'abu'
  return ummWords.has(text) ? 'umm' : ''
}

function isDin(text: string): boolean {
  return latinDin.test(text) || arabicDin.test(text)
}

/** Takes a piece apart: compound, article, stem, and the other ways to read it (rule M3). The stem may turn out empty. */
export function wordOf({ raw, text, mark, din }: Piece): NameWord {
  const script = arabicLetter.test(text) ? 'arabic' : 'latin'
  const word: NameWord = {
    raw,
    stem: text,
    script,
    sorani: soraniLetter.test(text),
    compound: mark === 'al' ? '' : mark,
    article: mark === 'al',
    otherStems: [],
  }
  if (din && word.compound === '') word.compound = 'din'
  if (script === 'arabic') splitArabic(word)
  else splitLatin(word)
  return word
}

function splitArabic(word: NameWord): void {
  const abd = /^(?:عبد|عەبد)(?:ال|ول|ل|ی|و)?(.{3,})$/u.exec(word.stem)
  // One or two letters follow while it is being typed, and in names like عبد الحي.
  const begun = /^(?:عبد(?:ال|ول)|عەبد(?:ول|ال))(.{1,2})$/u.exec(word.stem)
  const din = /^(.{2,}?)(?:ال|ە|ەد)?دین$/u.exec(word.stem)
  const abu = /^ابو(.{3,})$/u.exec(word.stem)
  if (word.compound === 'abd') word.stem = withoutArticle(word.stem)
  else if (word.compound === '' && abd !== null) {
    word.compound = 'abd'
    word.stem = withoutArticle(abd[1] ?? '')
  } else if (word.compound === '' && din !== null && /(?:ال|ە|ەد)دین$/u.test(word.stem)) {
    word.compound = 'din'
    word.stem = din[1] ?? ''
  } else if (word.compound === '' && abu !== null) {
    word.compound = 'abu'
    word.stem = withoutArticle(abu[1] ?? '')
  } else if (!word.article && word.stem.startsWith('ال') && word.stem.length >= 5) {
    word.otherStems.push({ stem: word.stem, compound: word.compound })
    word.stem = word.stem.slice(2)
    word.article = true
  } else if (word.compound === 'abu' || word.compound === 'umm') word.stem = withoutArticle(word.stem)
  if (begun !== null) word.otherStems.push({ stem: begun[1] ?? '', compound: 'abd' })
  // In a word of two letters the heh is a consonant, and an unwritten long a follows it.
  if (/^.ه$/u.test(word.stem)) word.otherStems.push({ stem: `${word.stem}ا`, compound: word.compound })
}

function withoutArticle(stem: string): string {
  if (/^(?:ا?لله|الاه|و?[لڵ]{1,2}ا|ئە[لڵ]{2}ا)$/u.test(stem)) return 'الله'
  // The article alone, or its alef, is somebody still typing.
  if (/^ال?$/u.test(stem)) return ''
  return stem.startsWith('ال') && stem.length >= 3 ? stem.slice(2) : stem
}

/** `abd` or `evd` with a vowel, the article's consonant if it is written or doubled, and at least three letters more. */
const latinAbdWord = /^(?:ʕ?[aeo][bpv]d+)(?:[aeiouü]{1,2})(l(?=[^l])|ll(?=[aeiou]..)|)(.{3,})$/u
/** The same while it is being typed. */
const latinBegunAbd = /^(?:ʕ?[aeo][bpv]d+)(?:[aeiouü]{1,2})(?:l(?=[^l])|l(?=l$))?([^aeiouü].{0,1})$/u
const latinDinWord = /^(.{2,}?)(?:[aeou](?:d|l)?)-?d+(?:i|î|ee|ie|í)n+e?$/u
const latinArticleWord = /^(?:al|el)(?=.{4,})(.+)$/u

function splitLatin(word: NameWord): void {
  const whole = word.stem
  const abd = latinAbdWord.exec(word.stem)
  const din = latinDinWord.exec(word.stem)
  const article = latinArticleWord.exec(word.stem)
  if (word.compound === '' && abd !== null) {
    const rest = abd[2] ?? ''
    if (abd[1] === 'l' || rest.length >= 4) {
      word.compound = 'abd'
      if (abd[1] !== '') word.otherStems.push({ stem: `l${rest}`, compound: 'abd' })
      word.stem = rest
    } else if (/^(?:l?lah?|la)$/u.test(rest)) {
      word.compound = 'abd'
      word.stem = 'allah'
    } else word.otherStems.push({ stem: rest, compound: 'abd' })
  } else if (word.compound === '' && latinBegunAbd.test(whole)) {
    word.otherStems.push({ stem: latinBegunAbd.exec(whole)?.[1] ?? '', compound: 'abd' })
  } else if (word.compound === '' && din !== null) {
    word.compound = 'din'
    word.stem = din[1] ?? ''
    if (/[aeou]dd/u.test(word.stem.length > 0 ? whole.slice(word.stem.length) : ''))
      word.otherStems.push({ stem: `${word.stem}ad`, compound: 'din' })
  } else if (word.compound === '' && !word.article && article !== null) {
    word.otherStems.push({ stem: article[1] ?? '', compound: '' })
  }
  if (word.compound === 'abd' && /^(?:a?l+ah?|ilah|ulla)$/u.test(word.stem)) word.stem = 'allah'
  if (word.compound === 'din' && /[aeou]d$/u.test(word.stem) && word.stem.length > 4)
    word.otherStems.push({ stem: word.stem.slice(0, -2), compound: 'din' })
  const apart = /^(.*?.)[tszdp](h.+)$/u.exec(word.stem)
  if (apart !== null)
    word.otherStems.push({
      stem: `${apart[1] ?? ''}${word.stem.charAt((apart[1] ?? '').length)}\u0000${apart[2] ?? ''}`,
      compound: word.compound,
    })
}

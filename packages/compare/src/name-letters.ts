/** Which letters of which orthography become which signs of the alphabet (name-alphabet.ts). Longest spelling first. */

const latinSpellings = `
tsch=tsch tch=cc dsch=jj dsh=jj sch=sh ddsch=jj chh=ch sh=sh ch=ch zh=zh dj=jj dzh=jj dž=jj kh=kh ckh=kh gh=gh th=th dh=dh ph=ph ck=k
ou=u oo=uu ee=ii ie=ii aa=A1 uu=uu ii=ii cz=cc
a=a ä=ee à=a á=a â=A1 ã=a å=a ā=A1 ă=a ą=a e=e è=e é=e ê=ee ë=e ē=ee ě=e ę=e ə=e i=i ì=i í=ii î=ii ï=i ī=ii ı=i
o=o ò=o ó=o ô=oe õ=o ö=oe ō=oe ø=oe u=u ù=u ú=uu û=uu ü=ue ū=uu ů=u y=y ý=y ÿ=y
b=b c=c ç=cc č=cc ć=cc d=d ḍ=dh ḏ=dh đ=d ð=dh f=f g=g ğ=gg ġ=gh ǧ=jj h=h ḥ=h ḫ=kh ħ=h j=j ž=zh ź=z ż=z k=k ḳ=q l=l ł=l ḷ=l m=m n=n ñ=n ň=n ṅ=n
p=p q=q r=r ř=r ṛ=r s=s ş=sc š=sh ș=sh ś=s ṣ=s ß=s t=t ṭ=t ţ=t ț=t ṯ=th þ=th v=v w=w x=x ẍ=gh z=z ẓ=z
ʔ=c2 ʕ=c3 ɣ=gh ꭓ=kh ʈ=t ʐ=z ꜧ=c7 ꭕ=kh ɢ=c8 ʂ=c9 ɖ=dh ḩ=h ḑ=dh ẖ=kh ḵ=kh ĝ=jj ĥ=kh ĵ=zh ŝ=sh ĉ=cc`

const arabicSpellings = `
ا=A ب=AB ت=AT ث=Ath ج=AJ ح=AH خ=Akh د=Ad ذ=Adh ر=Ar ز=Az س=As ش=Ash ص=AS ض=AD ط=ATT ظ=AZ ع=ay غ=Agh ف=Af ق=Aq ک=Ak ل=Al م=Am ن=An ه=Ah ة=Hf
و=W وو=W ی=Y ى=Ym ء=hm ئ=hy ؤ=hw پ=Ap چ=Ach ژ=Azh گ=Ag ڤ=Av ڕ=Ar ڵ=Al ۆ=O ێ=EE ە=E`

function spellingsOf(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split(/\s+/u)
      .map((entry) => {
        const [spelling = '', sign = ''] = entry.split('=')
        return [spelling, sign] as const
      }),
  )
}

type Spellings = { signBySpelling: ReadonlyMap<string, string>; longestByFirst: ReadonlyMap<string, number> }

function withLengths(signBySpelling: ReadonlyMap<string, string>): Spellings {
  const longestByFirst = new Map<string, number>()
  for (const spelling of signBySpelling.keys()) {
    const first = spelling.charAt(0)
    longestByFirst.set(first, Math.max(spelling.length, longestByFirst.get(first) ?? 0))
  }
  return { signBySpelling, longestByFirst }
}

const latin = withLengths(spellingsOf(latinSpellings))
const arabic = withLengths(spellingsOf(arabicSpellings))

/** Before these, c is soft. */
const frontVowels = new Set('eiyêîéèı')

/** The signs of a word as name-words.ts prepares it. Letters of other scripts become nothing. */
export function signsOf(word: string, script: 'arabic' | 'latin'): string[] {
  const { signBySpelling, longestByFirst } = script === 'arabic' ? arabic : latin
  const signs: string[] = []
  let at = 0
  while (at < word.length) {
    let length = longestByFirst.get(word.charAt(at)) ?? 0
    let sign: string | undefined
    while (length > 0) {
      sign = signBySpelling.get(word.slice(at, at + length))
      if (sign !== undefined) break
      length -= 1
    }
    // Another mark on a known letter.
    sign ??= signBySpelling.get(word.charAt(at).normalize('NFD').charAt(0))
    if (sign !== undefined) signs.push(sign === 'c' && frontVowels.has(word.charAt(at + 1)) ? 'cs' : sign)
    at += Math.max(1, length)
  }
  return signs
}

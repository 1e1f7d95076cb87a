import { articleBefore, isVowel, type Sound, type SoundedName } from './registry-sounds.ts'
import type { Stream } from './stream.ts'

/** The ways in which Latin letters are put to names: two standards of libraries and maps, the habits of four languages, and chat. */
export const latinSystems = ['library', 'map', 'english', 'french', 'german', 'turkish', 'chat'] as const
export type LatinSystem = (typeof latinSystems)[number]

/** Sound = spellings; one is drawn where there are several. An underscore is nothing. */
const table = (text: string): ReadonlyMap<Sound, readonly string[]> =>
  new Map(
    text
      .trim()
      .split(/\s+/u)
      .map((entry) => {
        const [sound = '', spellings = ''] = entry.split('=')
        return [sound, spellings.split('|').map((spelling) => (spelling === '_' ? '' : spelling))] as const
      }),
  )

const plain = `b=b t=t d=d r=r R=r f=f l=l L=l m=m n=n k=k s=s z=z p=p g=g h=h`
const bySystem: Record<LatinSystem, ReadonlyMap<Sound, readonly string[]>> = {
  library: table(
    `${plain} th=th j=j H=ḥ x=kh dh=dh X=sh S=ṣ D=ḍ T=ṭ Z=ẓ 3=ʻ '=ʼ G=gh q=q w=w y=y c=ch J=zh v=v a=a i=i u=u e=e o=o A=ā I=ī U=ū E=ē O=ō @=ah|a Y=á`,
  ),
  map: table(
    `${plain} th=th j=j H=ḩ x=kh dh=dh X=sh S=ş D=ḑ T=ţ Z=z̧ 3=‘ '=’ G=gh q=q w=w y=y c=ch J=zh v=v a=a i=i u=u e=e o=o A=ā I=ī U=ū E=ê O=o @=ah Y=á`,
  ),
  english: table(
    `${plain} th=th j=j H=h x=kh dh=dh|th X=sh S=s D=d|dh T=t Z=z|dh 3=_|_|_|'|a '=_ G=gh q=q|k w=w y=y c=ch J=zh|j v=v a=a|a|a|e i=i|i|e u=u|u|o e=e|a o=o A=a|a|a|aa I=i|i|ee|y U=u|oo|ou E=e|ee|i O=o|oo @=a|ah|a|eh Y=a`,
  ),
  french: table(
    `${plain} th=th j=dj|j H=h x=kh dh=dh X=ch S=s|ss D=d T=t Z=z|d 3=_|a '=_ G=gh q=k|q w=ou|w y=y|i c=tch J=j v=v a=a|a|e i=i|e u=ou|o e=e o=o A=a I=i U=ou E=é|ei O=o|au @=a Y=a`,
  ),
  german: table(
    `${plain} th=th|t j=dsch|j H=h x=ch|kh dh=d|dh X=sch S=s D=d T=t Z=s|z 3=_ '=_ G=gh|g q=k|q w=w y=j|y c=tsch J=sch|j v=w|v a=a|e i=i|e u=u|o e=e o=o A=a|a|a|a|ah I=i|i|ie U=u|u|u|uh E=e O=o @=a|e Y=a`,
  ),
  turkish: table(
    `${plain} th=s j=c H=h x=h dh=z X=ş S=s D=z|d T=t Z=z 3=_ '=_ G=ğ|g q=k w=v y=y c=ç J=j v=v a=a|e i=i u=u|ü e=e o=o A=a I=i U=u E=e|i O=o @=e|a Y=a`,
  ),
  chat: table(
    `${plain} th=th j=j H=7 x=5|kh|7' dh=th|dh X=sh S=9|s D=d|9' T=6|t Z=6'|z 3=3 '=2|_ G=gh|3' q=q|8|9 w=w y=y c=ch J=j v=v a=a|e i=i|e u=u|o e=e o=o A=a I=i|ee U=u|oo E=e O=o @=a|ah Y=a`,
  ),
}

const isStandard = (system: LatinSystem): boolean => system === 'library' || system === 'map'

const spelled = (sounds: readonly Sound[], system: LatinSystem, stream: Stream, keepsDoubles: boolean): string => {
  let text = ''
  for (const [at, sound] of sounds.entries()) {
    if (sound === sounds[at - 1] && !isVowel(sound) && !keepsDoubles) continue
    // A hamza or ayn that opens or closes the word is seldom written, and in a standard only the ayn is.
    if (sound === "'" && at === 0 && system !== 'chat') continue
    const spellings = bySystem[system].get(sound) ?? ['']
    let spelling = stream.pick(spellings)
    if (sound === '3' && spelling === 'a' && (isVowel(sounds[at + 1]) || at === 0)) spelling = ''
    // Doubled digraphs are written once.
    if (sound === sounds[at - 1] && spelling.length > 1) continue
    text += spelling
  }
  if (system === 'french' && stream.chance(0.5)) text = text.replaceAll(/([aeiou])s([aeiou])/gu, '$1ss$2')
  if (system === 'turkish') {
    text = text.replace(/d$/u, (end) => (stream.chance(0.6) ? 't' : end))
    text = text.replace(/b$/u, (end) => (stream.chance(0.6) ? 'p' : end))
  }
  if (system === 'english' || system === 'german') {
    if (stream.chance(0.3)) text = text.replace(/ay(?![aeiou])/u, stream.pick(['ai', 'ei', 'ey', 'aj']))
    if (stream.chance(0.3)) text = text.replace(/aw(?![aeiou])/u, stream.pick(['au', 'ow', 'ou', 'o']))
  }
  return text
}

const capital = (text: string): string => text.replace(/\p{Ll}/u, (letter) => letter.toUpperCase())

const spellAbd = (stemText: string, name: SoundedName, system: LatinSystem, stream: Stream): string => {
  const god = name.sounds[0] === 'a'
  const before = articleBefore(name.sounds[0])
  const sun = before === 'l' ? 'l' : (bySystem[system].get(before)?.[0] ?? 'l')
  if (god) {
    if (system === 'turkish') return 'Abdullah'
    return isStandard(system)
      ? 'ʻAbd Allāh'
      : stream.pick(['Abdullah', 'Abdallah', 'Abdulla', 'Abdalla', 'Abd Allah', 'Abdellah'])
  }
  if (isStandard(system)) return `ʻAbd al-${capital(stemText)}`
  if (system === 'french') return `${stream.pick(['Abdel', 'Abd el-', 'Abdel '])}${stemText}`
  if (system === 'turkish') return `Abdü${sun}${stemText}`
  if (system === 'chat') return `3abd${stream.pick(['el ', 'el', 'ul', 'al '])}${stemText}`
  return stream.pick([
    `Abdul${stemText}`,
    `Abdul ${capital(stemText)}`,
    `Abdel${stemText}`,
    `Abd al-${capital(stemText)}`,
    `Abdu${sun}${stemText}`,
    `Abd-ul-${capital(stemText)}`,
  ])
}

/** Spells a name in Latin letters by one system; within a habit spellings differ from time to time, within a standard they do not. */
export const spellLatin = (name: SoundedName, system: LatinSystem, stream: Stream): string => {
  const keepsDoubles = isStandard(system) || stream.chance(system === 'turkish' ? 0.4 : 0.75)
  const text = spelled(name.sounds, system, stream, keepsDoubles)
  if (name.compound === 'abd') return spellAbd(text, name, system, stream)
  if (name.compound === 'din') {
    if (isStandard(system)) return `${capital(text)} al-Dīn`
    if (system === 'turkish') return `${capital(text)}eddin`
    return `${capital(text)}${stream.pick(['eddin', 'uddin', ' al-Din', ' Aldeen', 'addin', ' Eddine'])}`
  }
  return capital(text)
}

/** A family name with the article as the system writes it; without one for Kurdish families. */
export const spellLatinFamily = (name: SoundedName, system: LatinSystem, stream: Stream): string => {
  const text = spellLatin(name, system, stream)
  if (name.heritage === 'kurdish' || system === 'turkish') return text
  const sun = articleBefore(name.sounds[0])
  if (isStandard(system)) return `al-${text}`
  if (system === 'french') return stream.pick([`El ${text}`, `el-${text}`, `Al-${text}`])
  if (sun !== 'l' && stream.chance(0.2)) return `A${bySystem[system].get(sun)?.[0] ?? 'l'}-${text}`
  return stream.pick([`Al-${text}`, `al-${text}`, `Al ${text}`, `Al${text.toLowerCase()}`, `El-${text}`])
}

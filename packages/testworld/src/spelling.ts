import type { NameForms, NameScript } from './name-table.ts'
import type { Stream } from './stream.ts'

/** Writes an Arabic name as hurried people do: hamza, teh marbuta and alef maksura levelled, Abd joined. */
const hurriedArabic = (text: string, stream: Stream): string => {
  let written = text
  if (stream.chance(0.6)) written = written.replaceAll(/[أإآ]/gu, 'ا')
  if (stream.chance(0.5)) written = written.replaceAll(/ة(?= |$)/gu, 'ه')
  if (stream.chance(0.5)) written = written.replaceAll(/ى(?= |$)/gu, 'ي')
  if (stream.chance(0.5)) written = written.replaceAll('عبد ال', 'عبدال')
  return written
}

/** Writes a Sorani name as on an Arabic keyboard: heh with a non-joiner, Arabic kaf and yeh, plain reh and lam. */
const hurriedSorani = (text: string, stream: Stream): string => {
  let written = text
  if (stream.chance(0.4)) written = written.replaceAll('ە', 'ه\u200C')
  if (stream.chance(0.5)) written = written.replaceAll('ک', 'ك').replaceAll('ی', 'ي')
  if (stream.chance(0.5)) written = written.replaceAll('ڕ', 'ر').replaceAll('ڵ', 'ل')
  return written
}

/** Writes a Kurmanji name without its special letters, as on an English keyboard. */
const hurriedKurmanji = (text: string, stream: Stream): string =>
  stream.chance(0.3)
    ? text
        .replaceAll(/[êÊ]/gu, (letter) => (letter === 'ê' ? 'e' : 'E'))
        .replaceAll(/[îÎ]/gu, (letter) => (letter === 'î' ? 'i' : 'I'))
        .replaceAll(/[ûÛ]/gu, (letter) => (letter === 'û' ? 'u' : 'U'))
        .replaceAll(/[şŞ]/gu, (letter) => (letter === 'ş' ? 's' : 'S'))
        .replaceAll(/[çÇ]/gu, (letter) => (letter === 'ç' ? 'c' : 'C'))
    : text

/** Writes the parts of one name in a script, in their order, one of several ways; every way is a plausible spelling. */
export const spell = (parts: readonly NameForms[], script: NameScript, stream: Stream): string => {
  if (script === 'latin') return parts.map((part) => stream.pick(part.latin)).join(' ')
  const text = parts.map((part) => part[script]).join(' ')
  if (script === 'arabic') return hurriedArabic(text, stream)
  return script === 'sorani' ? hurriedSorani(text, stream) : hurriedKurmanji(text, stream)
}

/** Writes the parts of one name in a script as the table has them, without haste. */
export const spellPlainly = (parts: readonly NameForms[], script: NameScript): string =>
  parts.map((part) => (script === 'latin' ? (part.latin[0] ?? '') : part[script])).join(' ')

import type { ChatTime } from './chat-time.ts'
import { twoDigits } from './chat-time.ts'
import type { WhatsappDialect } from './world-types.ts'

const LRM = '\u200E'
const RLM = '\u200F'
const NARROW_SPACE = '\u202F'
const NO_BREAK_SPACE = '\u00A0'

/** How one phone words and dates an export. Forms: see the fixtures named in this package's README. */
export type Dialect = {
  platform: 'android' | 'ios'
  lineEnd: string
  /** All before the sender. */
  header: (time: ChatTime) => string
  /** Stands before the header of a line whose content the app wrote; empty on Android. */
  mark: string
  attached: (file: string, caption: string) => string
  omitted: string
  deleted: string
  encrypted: string
  created: (name: string, title: string) => string
  added: (name: string, other: string) => string
  left: (name: string) => string
  renamed: (name: string, title: string) => string
  /** The name of the zip or folder, and of the text in it. */
  packageName: (title: string) => string
  textName: (title: string) => string
}

const arabicDigits = (text: string): string =>
  text.replaceAll(/\d/gu, (digit) => String.fromCodePoint(0x0660 + Number(digit)))

const twelveHours = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12)

const englishNotices = {
  encrypted:
    'Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.',
  created: (name: string, title: string): string => `${name} created group "${title}"`,
  added: (name: string, other: string): string => `${name} added ${other}`,
  left: (name: string): string => `${name} left`,
  renamed: (name: string, title: string): string => `${name} changed the subject to "${title}"`,
}

const arabicNotices = {
  encrypted: 'الرسائل والمكالمات مشفّرة تمامًا بين الطرفين.',
  created: (name: string, title: string): string => `أنشأ ${name} المجموعة "${title}"`,
  added: (name: string, other: string): string => `أضاف ${name} ${other}`,
  left: (name: string): string => `غادر ${name}`,
  renamed: (name: string, title: string): string => `غيّر ${name} الموضوع إلى "${title}"`,
}

const androidFile =
  (mark: string, words: string) =>
  (file: string, caption: string): string =>
    `${mark}${file} (${words})${caption === '' ? '' : `\n${caption}`}`

const iosFile =
  (mark: string, words: string) =>
  (file: string, caption: string): string =>
    `${caption === '' ? '' : `${caption} `}${mark}<${words}: ${file}>`

const androidEnglish: Dialect = {
  platform: 'android',
  lineEnd: '\n',
  mark: '',
  header: (time) =>
    `${twoDigits(time.day)}/${twoDigits(time.month)}/${time.year}, ${twoDigits(time.hour)}:${twoDigits(time.minute)} - `,
  attached: androidFile(LRM, 'file attached'),
  omitted: '<Media omitted>',
  deleted: 'This message was deleted',
  ...englishNotices,
  packageName: (title) => `WhatsApp Chat with ${title}`,
  textName: (title) => `WhatsApp Chat with ${title}.txt`,
}

const androidArabic: Dialect = {
  platform: 'android',
  lineEnd: '\n',
  mark: '',
  header: (time) => {
    const clock = `${twelveHours(time.hour)}:${twoDigits(time.minute)} ${time.hour < 12 ? 'ص' : 'م'}`
    return `${RLM}${arabicDigits(`${time.day}/${time.month}/${time.year}، ${clock}`)} - `
  },
  attached: androidFile(RLM, 'الملف مرفق'),
  omitted: '<تم استبعاد الوسائط>',
  deleted: 'تم حذف هذه الرسالة',
  ...arabicNotices,
  packageName: (title) => `دردشة واتساب مع ${title}`,
  textName: (title) => `دردشة واتساب مع ${title}.txt`,
}

const iosEnglish: Dialect = {
  platform: 'ios',
  lineEnd: '\r\n',
  mark: LRM,
  header: (time) => {
    const clock = `${twelveHours(time.hour)}:${twoDigits(time.minute)}:${twoDigits(time.second)}`
    const half = time.hour < 12 ? 'AM' : 'PM'
    return `[${time.month}/${time.day}/${String(time.year % 100)}, ${clock}${NARROW_SPACE}${half}] `
  },
  attached: iosFile(LRM, 'attached'),
  omitted: `${LRM}image omitted`,
  deleted: `${LRM}This message was deleted.`,
  ...englishNotices,
  packageName: (title) => `WhatsApp Chat - ${title}`,
  textName: () => '_chat.txt',
}

const iosArabic: Dialect = {
  platform: 'ios',
  lineEnd: '\n',
  mark: RLM,
  header: (time) => {
    const clock = `${twelveHours(time.hour)}:${twoDigits(time.minute)}:${twoDigits(time.second)}`
    const half = time.hour < 12 ? 'ص' : 'م'
    const date = `${time.day}${RLM}/${time.month}${RLM}/${time.year}`
    return `[${arabicDigits(`${date}، ${clock}`)}${NO_BREAK_SPACE}${half}] `
  },
  attached: iosFile(RLM, 'المُرفق'),
  omitted: `${RLM}لم يتم إدراج الصورة`,
  deleted: `${RLM}تم حذف هذه الرسالة.`,
  ...arabicNotices,
  packageName: (title) => `WhatsApp Chat - ${title}`,
  textName: () => '_chat.txt',
}

/** Dates whose day and month could change places in every line. */
const undecidable: Dialect = {
  ...androidEnglish,
  header: (time) =>
    `${time.day}/${time.month}/${String(time.year % 100)}, ${twoDigits(time.hour)}:${twoDigits(time.minute)} - `,
}

export const dialects: Record<WhatsappDialect, Dialect> = {
  'android-english': androidEnglish,
  'android-arabic': androidArabic,
  'ios-english': iosEnglish,
  'ios-arabic': iosArabic,
  undecidable,
}

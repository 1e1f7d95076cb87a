/** What a column of a table of people can mean. `name` is a whole name as it is written; the dotted ones are its parts. */
export const peopleFields = [
  'name',
  'name.given',
  'name.father',
  'name.grandfather',
  'name.mother',
  'name.family',
  'name.nickname',
  'name.imposed',
  'sex',
  'birth.year',
  'birth.yearTo',
  'birth.date',
  'origin',
  'lastSeen.place',
  'lastSeen.date',
  'event.what',
  'event.place',
  'event.date',
  'whereabouts',
  'mark',
  'circumstances',
  'kin',
  'photo',
  'consent',
  'reference',
  'said.by',
  'note',
] as const
export type PeopleField = (typeof peopleFields)[number]

/** Headings that are understood without being told, folded as `foldHeading` does. */
const headings: Record<PeopleField, readonly string[]> = {
  name: [
    'name',
    'full name',
    'name arabic',
    'name sorani',
    'name kurmanji',
    'name latin',
    'name latin other',
    'name english',
    'name kurdish',
    'other name',
    'also known as',
    'alias',
    'الاسم',
    'الاسم الكامل',
    'ناو',
    'nav',
    'navê temam',
  ],
  'name.given': ['given', 'given name', 'first name', 'first', 'الاسم الاول', 'ناوی یەکەم'],
  'name.father': ['father', 'father name', 'fathers name', 'name of father', 'اسم الاب', 'ناوی باوک', 'navê bav'],
  'name.grandfather': ['grandfather', 'grandfather name', 'grandfathers name', 'اسم الجد', 'ناوی باپیر', 'navê bapîr'],
  'name.mother': ['mother', 'mother name', 'mothers name', 'اسم الام', 'ناوی دایک', 'navê dayik'],
  'name.family': ['family', 'family name', 'last name', 'surname', 'tribe', 'laqab', 'اللقب', 'العشيره'],
  'name.nickname': ['nickname', 'called', 'kunya', 'الكنيه'],
  'name.imposed': ['imposed name', 'name given by captors'],
  sex: ['sex', 'gender', 'الجنس', 'ڕەگەز', 'zayend'],
  'birth.year': [
    'birth year',
    'year of birth',
    'birth year from',
    'born',
    'yob',
    'سنه الميلاد',
    'سنه الولاده',
    'ساڵی لەدایکبوون',
  ],
  'birth.yearTo': ['birth year to', 'birth year latest', 'born before'],
  'birth.date': ['birth date', 'date of birth', 'dob', 'تاريخ الميلاد', 'تاريخ الولاده'],
  origin: ['origin', 'village', 'home', 'from', 'place of origin', 'القريه', 'محل السكن', 'گوند', 'gund'],
  'lastSeen.place': ['last seen place', 'last seen', 'last place', 'place last seen', 'اخر مكان'],
  'lastSeen.date': ['last seen date', 'date last seen', 'missing since', 'تاريخ الفقدان'],
  'event.what': ['event', 'incident', 'الحادث', 'الحدث'],
  'event.place': ['event place', 'place taken', 'place of abduction', 'place of disappearance', 'مكان الخطف'],
  'event.date': ['event date', 'date taken', 'date of abduction', 'date of disappearance', 'تاريخ الخطف'],
  whereabouts: ['whereabouts', 'current place', 'مكان التواجد'],
  mark: ['mark', 'marks', 'distinguishing mark', 'distinguishing marks', 'scar', 'tattoo', 'علامات فارقه'],
  circumstances: ['circumstances', 'what happened', 'story', 'الظروف'],
  kin: ['kin', 'relatives', 'family members', 'الاقارب'],
  photo: ['photo', 'picture', 'image', 'photo file', 'صوره', 'الصوره', 'وێنە', 'wêne'],
  consent: ['consent', 'allowed', 'الموافقه'],
  reference: ['id', 'no', 'number', 'reference', 'case', 'case id', 'الرقم'],
  'said.by': ['source', 'told by', 'said by', 'informant', 'reported by', 'المصدر'],
  note: ['note', 'notes', 'remarks', 'comment', 'ملاحظات', 'تێبینی'],
}

function foldHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replaceAll(/[\u064B-\u065F\u0640'’]/gu, '')
    .replaceAll(/[أإآ]/gu, 'ا')
    .replaceAll('ة', 'ه')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The field that a heading most likely means, or null. Numbers behind it (`photo 2`) do not matter. */
export function fieldOfHeading(heading: string): PeopleField | null {
  const folded = foldHeading(heading).replace(/ \d+$/u, '')
  return peopleFields.find((field) => headings[field].some((known) => foldHeading(known) === folded)) ?? null
}

/** How somebody was last seen, in the words of the family; neutral and invented, some with quotes and commas. */
export const circumstances = [
  'Last seen at the bus station, carrying a blue bag',
  'Left home to visit relatives and did not arrive',
  'The phone has been off since the evening of that day',
  'Was on the road between two villages with other families',
  'Said "I will call from the next town", nothing since',
  'Seen by a neighbour at the well in the morning',
  'Was travelling by lorry, the lorry came back empty',
  'آخر مرة شوهد قرب المدرسة، ومعه حقيبة صغيرة',
  'انقطع الاتصال بالهاتف منذ مساء ذلك اليوم',
  'خرج من البيت لزيارة الأقارب ولم يصل',
  'دواجار لە نزیک کانییەکە بینراوە',
  'لە ڕێگای نێوان دوو گوند بوو لەگەڵ خێزانەکان',
  'Cara dawî li ber dibistanê hat dîtin',
  'Telefon ji êvara wê rojê ve girtî ye',
] as const

/** The purposes that a family can allow; a row lists some of them or none. */
export const consentPurposes = ['tracing', 'legal-case', 'platform-notice'] as const

/** Who answers for somebody, as whoever asked wrote it down. */
export const parentsWords = {
  mother: { female: 'Her mother', male: 'His mother' },
  father: { female: 'Her father', male: 'His father' },
} as const

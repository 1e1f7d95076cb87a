/**
 * Words for the halves of the day as they stand beside a 12-hour time, in lower case without dots and blanks: from
 * Unicode CLDR 48 (day periods of some 90 languages), which phones use, with spellings seen in exports.
 */

/** Before noon. */
export const beforeNoon: ReadonlySet<string> = new Set(
  (
    'am ص بن قظ öö πμ дп to sa de pd vm fm dop ap sf fh rn bn gh pg претпл priekšp priešpiet goöň тң үө ' +
    'पूर्वाह्न मपू පෙව 上午 凌晨 清晨 早上 午前 오전 ກ່ອນທ່ຽງ ก่อนเที่ยง နံနက် ጥዋት صبح قبلازظهر چب غم'
  ).split(' '),
)

/** After noon. */
export const afterNoon: ReadonlySet<string> = new Set(
  (
    'pm م دن بظ ös μμ пп ch du md nm em odp ip ym eh in pn gd ptg pop попл pēcp popiet gosoň тк үх ' +
    'अपराह्न मउ පව 下午 中午 晚上 午後 오후 ຫຼັງທ່ຽງ หลังเที่ยง ညနေ ከሰዓት شام بعدازظهر چك غو'
  ).split(' '),
)

/** Words that stand between or beside date and time and say nothing about the half of the day. */
export const plainTimeWords: ReadonlySet<string> = new Set(
  'klo kl um uhr at h hrs uur om à a alle las alas às ás o о в у ve saat ora orë óra val г ч v dne'.split(' '),
)

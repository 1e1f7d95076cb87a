/**
 * Names that one person may carry in forms that no rule of spelling connects: the forms that European languages, Turkish and
 * Kurmanji gave to names from scripture and to God's servants. The first is the form that is compared. Written from general
 * knowledge; awaits review by native speakers.
 */
const forms = `
musa moses moise moshe mozes; yusuf joseph josef jozef giuseppe usiv usif ussif; ibrahim abraham avraham birahim brahim birho; ishaq isaac isaak izak; ismail ishmael ismael simail;
yaqub jacob jakob james yacoub aqub; dawud david davit dawid dawod; sulayman solomon salomon sileman; yahya john johannes; ayyub job hiob eyub; harun aaron aron; nuh noah noe;
isa jesus; zakariya zechariah zacharias zachariah zachary; maryam mary maria marie miriam meryem; hawa eve eva; jibril gabriel gabriele; mikail michael mikhael michel;
ilyas elijah elias elia; yunus jonas jonah younan; layla lily leyla; sara sarah; adam adem; iskandar alexander alexandre aleksander; jirjis george georg georges girgis; butrus peter petros boutros pierre;
bulus paul paulus boulos; matta matthew mathew; marqus mark marcus; luqa luke lukas lucas; hanna johanna jean yohanna yuhanna; tuma thomas tomas; istifan stephan stefan stephen; lut lot;
abdullah evdila evdile abdulla avdila; khadija xece xecice xecic; fatima fatma fatme fato; muhammad mehmet mihemed hama heme; ahmad ehmed`

const canonicalByForm: ReadonlyMap<string, string> = new Map(
  forms
    .split(';')
    .map((group) => group.trim().split(/\s+/u))
    .flatMap(([canonical = '', ...others]) => others.map((other) => [other, canonical] as const)),
)

/** The form that a Latin spelling stands for, if it is one that spelling rules do not reach. */
export function canonicalForm(stem: string): string | undefined {
  return canonicalByForm.get(stem.normalize('NFD').replaceAll(/\p{M}/gu, ''))
}

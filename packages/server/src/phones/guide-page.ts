import { guidePhones } from './guide-texts.ts'
import { guideLanguages, guideWords, type GuideLanguage, type GuideWords } from './guide-words.ts'

/** What the page says of the organisation's own authority: what stands in its certificates and nothing more of the vault. */
export interface GuideFacts {
  shownAs: string
  names: readonly string[]
}

/** Addresses on the listener for phones. */
export const guidePaths = {
  page: '/install',
  style: '/install/style.css',
  certificate: '/install/certificate.crt',
  album: '/album/',
} as const

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function text(value: string): string {
  return value.replaceAll(/[&<>"']/gu, (sign) => escapes[sign] ?? '')
}

/**
 * Words of the catalogue. Between letters that run from right to left each name in Latin letters is isolated, or what stands beside two
 * of them would be put together the wrong way round.
 */
function prose(words: string, language: GuideLanguage): string {
  if (guideLanguages[language].direction === 'ltr') return text(words)
  return words
    .split(/(?<latin>[A-Za-z][\w&\- ]*\w)/u)
    .map((part, at) =>
      at % 2 === 0 ? text(part) : `<bdi${part === 'SHA-256' ? ' class="whole"' : ''}>${text(part)}</bdi>`,
    )
    .join('')
}

/**
 * The page on which a phone is set up (rules S53 and S75), in one language: no script, nothing to type. `facts` is null where there is
 * nothing to install.
 */
export function guidePage(facts: GuideFacts | null, hasAlbum: boolean, language: GuideLanguage): string {
  const words = guideWords(language)
  const album = hasAlbum ? `<p><a class="button" href="${guidePaths.album}">${text(words.openAlbum)}</a></p>` : ''
  const body = facts === null ? `<p>${text(words.nothingToInstall)}</p>${album}` : installPart(facts, album, language)
  return `<!doctype html>
<html lang="${language}" dir="${guideLanguages[language].direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${text(words.title)}</title><link rel="stylesheet" href="${guidePaths.style}"></head>
<body><main>${languageSwitch(language, words)}<h1>${text(words.title)}</h1>${body}</main></body></html>`
}

/** The languages, each in its own words: what a browser asks for is a guess, often that of whoever sold the phone. */
function languageSwitch(shown: GuideLanguage, words: GuideWords): string {
  const links = Object.entries(guideLanguages).map(
    ([language, { name, direction }]) =>
      `<li><a href="${guidePaths.page}?language=${language}" lang="${language}" dir="${direction}"${language === shown ? ' aria-current="true"' : ''}>${name}</a></li>`,
  )
  return `<nav aria-label="${text(words.languages)}"><ul>${links.join('')}</ul></nav>`
}

function installPart({ shownAs, names }: GuideFacts, album: string, language: GuideLanguage): string {
  const words = guideWords(language)
  const phones = guidePhones.map(
    ({ name, steps }) =>
      `<details><summary>${text(words[name])}</summary><ol>${steps.map((step) => `<li>${prose(words[step], language)}</li>`).join('')}</ol></details>`,
  )
  const removals = guidePhones.map(
    ({ name, remove }) => `<dt>${text(words[name])}</dt><dd>${prose(words[remove], language)}</dd>`,
  )
  return `<p>${text(words.whatFor)}</p>
<section class="warning"><h2>${text(words.warningTitle)}</h2><p>${text(words.warning)}</p></section>
<h2>${text(words.getTitle)}</h2><p><a class="button" href="${guidePaths.certificate}" download>${text(words.get)}</a></p><p class="quiet">${text(words.getOther)}</p>
<h2>${text(words.installTitle)}</h2><p>${prose(words.compare, language)}</p>${phones.join('')}
<h2>${text(words.workedTitle)}</h2><p>${text(words.worked)}</p>${album}
<h2>${text(words.meansTitle)}</h2><p>${text(words.means)}</p><ul class="names">${names.map((name) => `<li><bdi>${text(name)}</bdi></li>`).join('')}</ul><p>${text(words.meansNot)} <strong><bdi>${text(shownAs)}</bdi></strong>.</p>
<h2>${text(words.removeTitle)}</h2><p>${text(words.removeWhy)}</p><dl>${removals.join('')}</dl>`
}

/** The style of that page. */
export const guideStyle = `:root{color-scheme:light dark;font:1.0625rem/1.55 system-ui,sans-serif}
body{margin:0;background:light-dark(#fafaf8,#17191b);color:light-dark(#1f2426,#e6e6e3)}
main{max-inline-size:38rem;margin-inline:auto;padding:1.5rem 1.25rem 4rem}
nav ul{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.4rem;margin-block:0 1.5rem;padding:0;list-style:none}
nav li{margin:0}
nav a{display:block;text-align:center;padding:.6rem .5rem;border:1px solid light-dark(#d8d9d5,#3a3f42);border-radius:.5rem;color:inherit;text-decoration:none;font-size:.95rem}
nav a[aria-current]{border-color:light-dark(#24575c,#7fb8bd);font-weight:600}
h1{font-size:1.6rem;line-height:1.25;margin-block:.5rem 1rem}
h2{font-size:1.15rem;margin-block:2rem .5rem}
p{margin-block:.5rem}
.quiet{color:light-dark(#5b6266,#a7adb0);font-size:.95rem}
.warning{border-inline-start:4px solid light-dark(#b7791f,#d6a04a);background:light-dark(#fdf5e3,#2a2418);padding:.25rem 1rem;border-radius:.4rem;margin-block:1.25rem}
.warning h2{margin-block:.75rem .25rem}
.button{display:block;text-align:center;padding:.85rem 1rem;border-radius:.5rem;background:light-dark(#24575c,#7fb8bd);color:light-dark(#fff,#10211f);text-decoration:none;font-weight:600}
.button:focus-visible,nav a:focus-visible,summary:focus-visible{outline:3px solid light-dark(#b7791f,#d6a04a);outline-offset:2px}
details{border:1px solid light-dark(#d8d9d5,#3a3f42);border-radius:.5rem;margin-block:.6rem}
summary{padding:.8rem 1rem;font-weight:600;cursor:pointer}
details ol{margin:0;padding-block:0 1rem;padding-inline:2.5rem 1rem}
.whole{white-space:nowrap}
li{margin-block:.4rem}
:lang(ar) ol,:lang(ckb) ol{list-style-type:arabic-indic}
dt{font-weight:600;margin-block-start:.6rem}
dd{margin-inline-start:0}
`

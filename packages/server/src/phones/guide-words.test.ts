import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guidePage } from './guide-page.ts'
import { guideTexts, type GuideKey } from './guide-texts.ts'
import { askedLanguage, guideLanguages, guideWords, isGuideLanguage } from './guide-words.ts'

const facts = { shownAs: 'Office <server>', names: ['192.168.1.20'] }
const all = Object.keys(guideLanguages).filter((language) => isGuideLanguage(language))

test('S75 the page takes the language that a browser asks for first and that there is', () => {
  for (const [header, language] of [
    ['ar-SY,ar;q=0.9,en;q=0.8', 'ar'],
    ['de-DE, ckb-IQ;q=0.7, en;q=0.5', 'ckb'],
    ['en;q=0.2, KU-Latn;q=0.9', 'kmr'],
    ['ku-Arab', 'ckb'],
    ['ku-IQ', 'ckb'],
    ['ar;q=0, kmr', 'kmr'],
    ['tr', 'en'],
    ['', 'en'],
    ['*;q=x,;;,constructor,__proto__', 'en'],
    [undefined, 'en'],
  ] as const)
    assert.equal(askedLanguage(header), language, header)
})

test('S75 every word is there in every language, in its direction, with its digits, and every language leads to the others', () => {
  for (const language of all) {
    const words = guideWords(language)
    const page = guidePage(facts, true, language)
    assert.match(page, new RegExp(`<html lang="${language}" dir="${guideLanguages[language].direction}">`, 'u'))
    for (const other of all) assert.ok(page.includes(`href="/install?language=${other}"`), `${language} to ${other}`)
    assert.equal(page.match(/aria-current/gu)?.length, 1)
    assert.match(page, new RegExp(`language=${language}"[^>]* aria-current`, 'u'))
    assert.ok(page.includes('Office &lt;server&gt;'))
    for (const [key, english] of Object.entries(guideTexts)) {
      const said = words[key as GuideKey]
      assert.ok(language === 'en' || key === 'android' || said !== english, `${language} ${key}`)
    }
    assert.match(words.getTitle, language === 'ar' || language === 'ckb' ? /^١\. /u : /^1\. /u)
    assert.ok(!guidePage(null, false, language).includes('certificate.crt'))
  }
})

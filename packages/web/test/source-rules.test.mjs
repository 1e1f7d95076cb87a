import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { webDir } from './served-world.mjs'

const src = path.join(import.meta.dirname, '..', 'src')

const filesBelow = (dir, ending) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))

const findings = (dir, ending, patterns) =>
  filesBelow(dir, ending).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        patterns.some((pattern) => pattern.test(line)) ? [`${path.relative(dir, file)}:${at + 1}: ${line.trim()}`] : [],
      ),
  )

test('W25 style sheets use logical directions', () => {
  const physical = [
    /^\s*(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b/u,
    /^\s*(?:left|right|top|bottom|width|height|min-width|min-height|max-width|max-height)\s*:/u,
    /text-align:\s*(?:left|right)/u,
    /float:\s*(?:left|right)/u,
    // Four values in a row name the sides one by one.
    /^\s*(?:margin|padding|inset):\s*(\S+)\s+(\S+)\s+\S+\s+(?!\2)\S+;/u,
  ]
  assert.deepEqual(findings(src, /\.css$/u, physical), [])
})

test('W67 nothing in a page knows left from right', () => {
  // The one place that names sides paints a scale in both directions.
  const allowed = /linear-gradient\(to (?:right|left)|'mirrored left to right'/u
  const physical = [
    /(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius/u,
    /^\s*(?:left|right)\s*:/u,
    /(?:text-align|float|clear):\s*(?:left|right)/u,
    /translateX\(|translate3d\(|\bto (?:left|right)\b|background-position:[^;]*\b(?:left|right)\b/u,
    // Mantine's own shorthands of physical sides: ml, mr, pl, pr.
    /\b(?:marginLeft|marginRight|paddingLeft|paddingRight|borderLeft|borderRight|textAlign: '(?:left|right)')\b/u,
    /\s(?:ml|mr|pl|pr)=[{"]/u,
  ]
  assert.deepEqual(
    findings(src, /\.(?:css|tsx?)$/u, physical).filter((line) => !allowed.test(line)),
    [],
  )
})

test('W67 a sign that points along the line is turned with it', () => {
  const pointing =
    /<Icon(?:Arrow(?:Left|Right|Narrow\w*)|Chevron(?:Left|Right)\w*|Corner\w*|Layout\w*(?:Left|Right)\w*|LogIn|LogOut|ExternalLink)\b/u
  assert.deepEqual(
    findings(src, /\.tsx$/u, [pointing]).filter((line) => !line.includes('mantine-rotate-rtl')),
    [],
  )
})

test('W25 every word stands in a catalogue', () => {
  const inJsx = [/>\s*[A-Z][a-z]+(?: [a-z]+)+\s*</u, /(?:label|title|placeholder|aria-label|alt)="[A-Z][a-z]/u]
  assert.deepEqual(findings(src, /\.tsx$/u, inJsx), [])
})

test('W3 no source writes HTML, styles or code at run time', () => {
  const forbidden = [
    /dangerouslySetInnerHTML/u,
    /\.innerHTML/u,
    /\beval\(/u,
    /new Function\(/u,
    /^(?! \*).*<style[ >]/u,
    /createElement\('style'\)/u,
  ]
  assert.deepEqual(findings(src, /\.tsx?$/u, forbidden), [])
})

test('W3 the built page has no inline script or style and names no other origin', () => {
  const html = readFileSync(path.join(webDir, 'index.html'), 'utf8')
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)[^>]*>/u)
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=/u)
  assert.doesNotMatch(html, /(?:src|href)="(?!\/)/u)
  const styles = findings(webDir, /\.css$/u, [/url\((?!["']?\/)/u, /@import/u])
  assert.deepEqual(styles, [])
  assert.equal(existsSync(path.join(webDir, 'sw.js')), false)
})

test('W8 foreign text of a person, item, chat or message never goes straight into JSX', () => {
  const straight = [
    />\{(?!\w*[tT]exts\.)(?:\w+\.)*(?:personName|itemPath|sourceName|path|sender|forwardedFrom|recipient)\}</u,
  ]
  const allowed = /<(?:Foreign|ForeignBlock)\b/u
  assert.deepEqual(
    findings(src, /\.tsx$/u, straight).filter((line) => !allowed.test(line)),
    [],
  )
})

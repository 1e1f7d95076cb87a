import axe from 'axe-core'

/*
 * The functions of this file run inside a page: `audit` and what it calls are sent there as text, so they may use each other and
 * what a page has, and nothing else.
 */

const say = (element) =>
  `${element.tagName.toLowerCase()}.${String(element.className).slice(0, 40)} “${element.textContent.trim().slice(0, 30)}”`

const isShown = (element) => {
  const box = element.getBoundingClientRect()
  const isThere = box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden'
  // What a closed part holds has a box and, sometimes, colours from before.
  return isThere && element.checkVisibility()
}

const textOf = (id) => document.querySelector(`#${CSS.escape(id)}`)?.textContent.trim() ?? ''

/** What a screen reader says for a control, roughly in the order of the accessible name computation. */
const nameOf = (element) => {
  const labelled = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/u).filter(Boolean).map(textOf).join(' ')
  const labels = Array.from(element.labels ?? [], (label) => label.textContent.trim()).join(' ')
  const pictures = Array.from(element.querySelectorAll('img[alt]'), (image) => image.alt).join(' ')
  return (
    [labelled, element.getAttribute('aria-label'), labels, element.textContent.trim(), pictures].find(Boolean) ?? ''
  )
}

const auditControls = () => {
  const problems = []
  const controls = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, [role=slider]',
  )
  for (const control of controls) {
    if (isShown(control) && nameOf(control) === '') problems.push(`no name: ${control.outerHTML.slice(0, 160)}`)
    if (control.tabIndex > 0) problems.push(`positive tab index: ${say(control)}`)
  }
  for (const image of document.images) {
    if (!image.hasAttribute('alt')) problems.push(`no alternative text: ${image.src}`)
  }
  const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id)
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at))
  for (const id of twice) problems.push(`id occurs twice: ${id}`)
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) problems.push(`${headings} first headings`)
  if (document.documentElement.lang === '') problems.push('the page does not say its language')
  return problems
}

const channels = (color) => {
  const numbers = Array.from(color.match(/[\d.]+/gu) ?? [], Number)
  const scale = color.startsWith('color(srgb') ? 255 : 1
  const [r = 0, g = 0, b = 0, alpha = 1] = numbers
  return { r: r * scale, g: g * scale, b: b * scale, alpha }
}

const over = (top, under) => ({
  r: top.r * top.alpha + under.r * (1 - top.alpha),
  g: top.g * top.alpha + under.g * (1 - top.alpha),
  b: top.b * top.alpha + under.b * (1 - top.alpha),
  alpha: 1,
})

/** The colour that stands behind an element's text, as far as backgrounds give it. */
const groundOf = (element) => {
  const layers = []
  for (let at = element; at !== null; at = at.parentElement) {
    const layer = channels(getComputedStyle(at).backgroundColor)
    if (layer.alpha > 0) layers.push(layer)
    if (layer.alpha === 1) break
  }
  let ground = { r: 255, g: 255, b: 255, alpha: 1 }
  for (const layer of layers.toReversed()) ground = over(layer, ground)
  return ground
}

/** Relative luminance (WCAG 2.2). */
const luminance = ({ r, g, b }) => {
  const [red, green, blue] = [r, g, b].map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrastProblem = (element) => {
  const style = getComputedStyle(element)
  const ground = groundOf(element)
  const [low, high] = [luminance(over(channels(style.color), ground)), luminance(ground)].toSorted((a, b) => a - b)
  const ratio = (high + 0.05) / (low + 0.05)
  const size = Number(style.fontSize.replace('px', ''))
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
  return ratio < (isLarge ? 3 : 4.5) ? `contrast ${ratio.toFixed(2)}: ${say(element)} ${style.color}` : null
}

const auditContrast = () => {
  const seen = new Set()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    const hasText = texts.currentNode.nodeValue.trim() !== ''
    // What is disabled, and words that lie on a picture with a ground of their own, are judged by eye.
    const isExempt = element.closest(':disabled, [data-disabled], [aria-disabled=true], [data-blurred]') !== null
    if (hasText && !isExempt && isShown(element)) seen.add(element)
  }
  return Array.from(seen, contrastProblem).filter((problem) => problem !== null)
}

const audit = () => {
  const { scrollWidth, clientWidth } = document.documentElement
  const sideways = scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} > ${clientWidth}`] : []
  return [...auditControls(), ...auditContrast(), ...sideways]
}

const parts = {
  say,
  isShown,
  textOf,
  nameOf,
  auditControls,
  channels,
  over,
  groundOf,
  luminance,
  contrastProblem,
  auditContrast,
  audit,
}

/** Waits until nothing moves: half-way from one colour to the other nothing has the contrast that it will have. */
export const stilled = (page) =>
  page.waitForFunction(
    () =>
      new Promise((resolve) => {
        // What a finished request changes begins to move with the next drawing.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve(document.getAnimations().every(({ playState }) => playState !== 'running'))
          })
        })
      }),
  )

/**
 * What is wrong with a page, one line each: controls without a name, pictures without a text, ids that occur twice, text of too
 * little contrast (W23), content that scrolls sideways (W24), and whatever axe finds against WCAG 2.2 A and AA.
 *
 * @returns {Promise<string[]>}
 */
export const auditPage = async (page) => {
  await stilled(page)
  const definitions = Object.entries(parts).map(([name, part]) => `const ${name} = ${part}`)
  const own = await page.evaluate(`(() => { ${definitions.join('\n')}\nreturn audit() })()`)
  return [...own, ...(await axeFaults(page))]
}

/**
 * What axe finds; contrast is judged by the rules above, which know what lies on a picture.
 *
 * @returns {Promise<string[]>}
 */
const axeFaults = async (page) => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${axe.source}; undefined`)
  return page.evaluate(`(() => { const isCovered = ${isCovered}\nreturn (${runAxe})(isCovered) })()`)
}

/** Whether something lies on it while the page scrolls below: the head of the page, a notice, a dialog. It is not smaller for that. */
const isCovered = (element) => {
  const box = element.getBoundingClientRect()
  return [...document.body.querySelectorAll('*')].some((layer) => {
    const lies = ['fixed', 'sticky'].includes(getComputedStyle(layer).position) && !layer.contains(element)
    const top = layer.getBoundingClientRect()
    return lies && top.left < box.right && box.left < top.right && top.top < box.bottom && box.top < top.bottom
  })
}

const runAxe = async (isBelow) => {
  const { violations } = await globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'color-contrast': { enabled: false } },
  })
  return violations.flatMap(({ id, nodes }) => {
    const found = nodes.filter(({ target }) => id !== 'target-size' || !isBelow(document.querySelector(target.at(-1))))
    return found.length === 0 ? [] : [`${id}: ${found.map(({ html }) => html.slice(0, 160)).join(' | ')}`]
  })
}

/** How to turn the source's picture back so that it lies like the person's photo. */
export interface Turn {
  /** CSS transform. */
  transform: string
  /** Width and height change places. */
  sideways: boolean
}

const asItCame: Turn = { transform: 'none', sideways: false }

// The name says how the person's photo would have to be turned to give the source's picture; each of these undoes it.
const turns: Readonly<Record<string, Turn>> = {
  same: asItCame,
  'rotated 90°': { transform: 'rotate(-90deg)', sideways: true },
  'rotated 180°': { transform: 'rotate(180deg)', sideways: false },
  'rotated 270°': { transform: 'rotate(90deg)', sideways: true },
  'mirrored left to right': { transform: 'scaleX(-1)', sideways: false },
  'mirrored top to bottom': { transform: 'scaleY(-1)', sideways: false },
  'mirrored along the diagonal': { transform: 'matrix(0, 1, 1, 0, 0, 0)', sideways: true },
  'mirrored along the other diagonal': { transform: 'matrix(0, -1, -1, 0, 0, 0)', sideways: true },
}

/** The turn of a variant; a variant that is not known is shown as it came. */
export const turnOf = (variant: string): Turn => turns[variant] ?? asItCame

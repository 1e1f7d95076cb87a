import { useCallback, useState } from 'react'

/** How both pictures are looked at: they zoom and move in step. */
interface View {
  zoom: number
  /** Shift of the picture in shares of the frame, so that frames of different size stay in step. */
  x: number
  y: number
}

const zooms = [1, 2, 4] as const
const fit: View = { zoom: 1, x: 0, y: 0 }

const clamp = (view: View): View => {
  const most = (view.zoom - 1) / 2
  return { ...view, x: Math.max(-most, Math.min(most, view.x)), y: Math.max(-most, Math.min(most, view.y)) }
}

export interface ViewControl {
  view: View
  /** Fit, 2×, 4×, and back to fit. */
  cycle: () => void
  move: (x: number, y: number) => void
  reset: () => void
}

/** How both pictures of the bench are looked at: one zoom and place for the two. */
export const useView = (): ViewControl => {
  const [view, setView] = useState(fit)
  return {
    view,
    cycle: useCallback(() => {
      setView((old) =>
        clamp({ ...old, zoom: zooms[(zooms.findIndex((zoom) => zoom === old.zoom) + 1) % zooms.length] ?? 1 }),
      )
    }, []),
    move: useCallback((x: number, y: number) => {
      setView((old) => clamp({ ...old, x: old.x + x, y: old.y + y }))
    }, []),
    reset: useCallback(() => {
      setView(fit)
    }, []),
  }
}

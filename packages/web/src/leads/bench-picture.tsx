import { IconEye, IconPhotoOff } from '@tabler/icons-react'
import { useRef, useState, type JSX, type PointerEvent, type ReactNode } from 'react'
import { pictureTexts } from '../texts/ui.ts'
import type { Turn } from './variant.ts'
import type { ViewControl } from './view-state.ts'
import classes from './bench.module.css'

interface BenchPictureProps {
  src: string
  alt: string
  head: ReactNode
  foot?: ReactNode
  turn?: Turn
  /** Blurred until `onShow`; undefined for pictures that are never blurred. */
  blurred?: boolean
  onShow?: () => void
  control: ViewControl
}

/** One of the two pictures: fitted into its frame, zoomed and moved together with the other. */
export const BenchPicture = ({
  src,
  alt,
  head,
  foot,
  turn,
  blurred = false,
  onShow,
  control,
}: BenchPictureProps): JSX.Element => {
  const [failed, setFailed] = useState(false)
  const from = useRef<{ x: number; y: number } | null>(null)
  const { view, move } = control
  const onMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (from.current === null) return
    const frame = event.currentTarget.getBoundingClientRect()
    move((event.clientX - from.current.x) / frame.width, (event.clientY - from.current.y) / frame.height)
    from.current = { x: event.clientX, y: event.clientY }
  }
  return (
    <figure className={classes.picture}>
      <figcaption className={classes.pictureHead}>{head}</figcaption>
      <div
        className={classes.frame}
        data-zoomed={view.zoom > 1}
        data-blurred={blurred}
        onPointerDown={(event) => {
          if (view.zoom === 1 || event.target instanceof HTMLButtonElement) return
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = { x: event.clientX, y: event.clientY }
        }}
        onPointerMove={onMove}
        onPointerUp={() => {
          from.current = null
        }}
      >
        {failed ? (
          <span className={classes.broken}>
            <IconPhotoOff size={26} stroke={1.4} aria-hidden />
            {pictureTexts.broken}
          </span>
        ) : (
          <div
            className={classes.stage}
            style={{ transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.zoom})` }}
          >
            <img
              src={src}
              alt={blurred ? pictureTexts.blurred : alt}
              draggable={false}
              data-sideways={turn?.sideways ?? false}
              style={{ transform: turn?.transform ?? 'none' }}
              onError={() => {
                setFailed(true)
              }}
            />
          </div>
        )}
        {blurred && !failed ? (
          <button type="button" className={classes.veil} onClick={onShow}>
            <IconEye size={20} aria-hidden />
            <span>{pictureTexts.show}</span>
          </button>
        ) : null}
      </div>
      {foot === undefined ? null : <div className={classes.pictureFoot}>{foot}</div>}
    </figure>
  )
}

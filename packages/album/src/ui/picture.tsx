import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { AlbumPicture } from '@homeward/format'
import { openPictureBytes } from '../store/pictures.ts'
import type { Sealed } from '../store/sealed.ts'
import css from './ui.module.css'

/** Draws encoded bytes. Through a decoder that takes them from memory where there is one; a blob may be put on the disk. */
const draw = async (canvas: HTMLCanvasElement, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser cannot draw.')
  if ('ImageDecoder' in globalThis) {
    const decoder = new ImageDecoder({ data: bytes, type: 'image/webp' })
    const { image } = await decoder.decode()
    canvas.width = image.displayWidth
    canvas.height = image.displayHeight
    context.drawImage(image, 0, 0)
    image.close()
    decoder.close()
    return
  }
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }))
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
}

/**
 * One picture of the album, on a canvas: it has no address that could be opened, shared, kept or dragged, and nothing of it is
 * left when it goes (AL51). `onDrawn` is called when it is on the screen, `onLost` when it cannot be shown.
 */
export const Picture = ({
  sealed,
  picture,
  alt,
  onDrawn,
  onLost,
}: {
  sealed: Sealed
  picture: AlbumPicture
  alt: string
  onDrawn?: () => void
  onLost: () => void
}): ReactElement => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isDrawn, setIsDrawn] = useState(false)
  const told = useRef({ onDrawn, onLost })
  useEffect(() => {
    told.current = { onDrawn, onLost }
  })
  useEffect(() => {
    const element = canvas.current
    if (element === null) return undefined
    let isWanted = true
    void (async () => {
      const bytes = await openPictureBytes(sealed, picture)
      try {
        if (bytes === null) throw new Error('The picture is not here.')
        if (!isWanted) return
        await draw(element, bytes)
        if (!isWanted) return
        setIsDrawn(true)
        told.current.onDrawn?.()
      } catch {
        if (isWanted) told.current.onLost()
      } finally {
        bytes?.fill(0)
      }
    })()
    return () => {
      isWanted = false
      element.width = 0
      element.height = 0
    }
  }, [sealed, picture])
  return (
    <figure className={css.picture} aria-label={alt} aria-busy={!isDrawn || undefined}>
      <canvas ref={canvas} aria-hidden="true" />
    </figure>
  )
}

import sharp from 'sharp'
import { drawSvg } from './drawing.ts'
import type { Drawing, Transformation } from './world-types.ts'

/** A finished JPEG file. */
export type Picture = { bytes: Uint8Array; width: number; height: number }

/** Draws a picture and encodes it as JPEG. Bytes are the same wherever the same version of sharp runs. */
export const renderDrawing = async (
  seed: string,
  drawing: Drawing,
  width: number,
  height: number,
  quality: number,
): Promise<Picture> => {
  const svg = drawSvg(seed, drawing, width, height)
  const bytes = await sharp(Buffer.from(svg)).removeAlpha().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
  return { bytes, width, height }
}

/** Copies a JPEG as a messenger does: decoded, resized to the exact size, encoded again. */
export const transformPicture = async (original: Uint8Array, to: Transformation): Promise<Picture> => {
  const bytes = await sharp(original)
    .resize(to.width, to.height, { fit: 'fill' })
    .jpeg({ quality: to.quality })
    .toBuffer()
  return { bytes, width: to.width, height: to.height }
}

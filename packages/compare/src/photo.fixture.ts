import sharp from 'sharp'

/** A drawn picture with structure at every scale, as PNG; another one for every seed. */
export function drawnPhoto(seed: number, width: number, height: number): Promise<Buffer> {
  let state = seed * 2_654_435_761
  const random = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y] = [random(width), random(height)]
    const [rx, ry] = [random(width / 4) + 4, random(height / 4) + 4]
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="hsl(${random(360)} ${random(100)}% ${random(100)}%)"/>`
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
  return sharp(Buffer.from(drawing)).flatten().png({ compressionLevel: 1 }).toBuffer()
}

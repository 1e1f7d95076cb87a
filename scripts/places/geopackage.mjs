/** Shapes of a GeoPackage as lists of lines: polygons by their rings, lines as they are. */

const envelopeBytes = [0, 32, 48, 48, 64]

/** Lines of one geometry (GeoPackageBinary around WKB, little-endian, two dimensions), as lists of [longitude, latitude]. */
export function linesOf(blob) {
  const bytes = Buffer.from(blob)
  const lines = []
  let at = 8 + envelopeBytes[(bytes[3] >> 1) & 7]
  const u32 = () => {
    at += 4
    return bytes.readUInt32LE(at - 4)
  }
  const line = () => {
    const points = Array.from({ length: u32() }, () => {
      at += 16
      return [bytes.readDoubleLE(at - 16), bytes.readDoubleLE(at - 8)]
    })
    lines.push(points)
  }
  const geometry = () => {
    if (bytes[at] !== 1) throw new Error('only little-endian shapes are read')
    at += 1
    const type = u32()
    if (type === 2) line()
    else if (type === 3) for (let rings = u32(); rings > 0; rings--) line()
    else if (type >= 4 && type <= 7) for (let parts = u32(); parts > 0; parts--) geometry()
    else throw new Error(`shape of type ${type}`)
  }
  geometry()
  return lines
}

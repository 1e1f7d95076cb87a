/** Lines of Natural Earth as Marble keeps them (PN2, version 2), in 1/120 of a degree. */

const isSeveral = 4

/** Every line of a file, as lists of [longitude, latitude]. */
export function readPn2(bytes) {
  if (bytes[0] !== 2) throw new Error('not PN2 version 2')
  const lines = []
  let at = 6
  while (at < bytes.length) {
    const flag = bytes[at]
    at += 5
    if (flag === isSeveral) {
      at += 1
      continue
    }
    const nodes = bytes.readUInt32BE(at)
    at += 4
    const line = []
    for (let node = 0; node < nodes; node++) {
      const [lat, lon, near] = [bytes.readInt16BE(at), bytes.readInt16BE(at + 2), bytes.readInt16BE(at + 4)]
      at += 6
      line.push([lon / 120, lat / 120])
      for (let child = 0; child < near; child++, at += 2)
        line.push([(lon + bytes.readInt8(at + 1)) / 120, (lat + bytes.readInt8(at)) / 120])
    }
    lines.push(line)
  }
  return lines
}

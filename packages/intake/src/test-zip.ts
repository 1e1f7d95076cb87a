import { crc32, deflateRawSync } from 'node:zlib'

/** A member of a test archive; what is given replaces what would be true. */
export interface TestMember {
  name: string | Uint8Array
  bytes: Uint8Array
  isStored?: boolean
  size?: number
  crc?: number
  flags?: number
  method?: number
  mode?: number
  localName?: string
  /** Points at the place of the member before. */
  isOverlapping?: boolean
}

/** Writes a zip archive byte by byte (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16), lies included. */
export function buildZip(members: readonly TestMember[], { before = '', after = '' } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(before)]
  const central: Buffer[] = []
  let at = before.length
  let previous = at
  for (const member of members) {
    const name = Buffer.from(member.name)
    const localName = Buffer.from(member.localName ?? name)
    const packed = member.isStored === true ? Buffer.from(member.bytes) : deflateRawSync(member.bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(member.flags ?? 0x800, 2)
    fields.writeUInt16LE(member.method ?? (member.isStored === true ? 0 : 8), 4)
    fields.writeUInt32LE(member.crc ?? crc32(member.bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(member.size ?? member.bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.from(fields)
    local.writeUInt16LE(localName.length, 22)
    const offset = member.isOverlapping === true ? previous : at
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((member.mode ?? 0) * 0x10000, 6)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003', 'latin1'), fields, tail, name]))
    if (member.isOverlapping === true) continue
    const record = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), local, localName, packed])
    parts.push(record)
    previous = at
    at += record.length
  }
  const list = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, list, end, Buffer.from(after)])
}

/** An encoded sequence of WebAssembly instructions. */
export type Code = readonly number[]

const valueTypes = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const

/** Parameters and locals share one numbering; nothing is returned. */
export interface WasmFunction {
  readonly parameters: readonly (keyof typeof valueTypes)[]
  readonly locals: readonly (keyof typeof valueTypes)[]
  readonly body: Code
}

/**
 * The bytes of a module that exports the functions under their names, and its one memory as `memory`.
 *
 * This is enough to write inner loops without a compiler: JavaScript itself has neither 32-bit float arithmetic nor SIMD.
 * Nothing is checked here; the engine checks the module when it is loaded.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5, Binary Format.
 */
export function encodeModule(functions: Readonly<Record<string, WasmFunction>>): Uint8Array<ArrayBuffer> {
  const names = Object.keys(functions)
  const all = Object.values(functions)
  const signatures = all.map(({ parameters }) => join(0x60, vector(parameters.map((type) => [valueTypes[type]])), 0))
  const exported = names.map((name, index) => join(sized(Buffer.from(name).toJSON().data), 0x00, unsigned(index)))
  const bodies = all.map(({ locals, body }) => {
    return sized(join(vector(locals.map((type) => [1, valueTypes[type]])), body, 0x0b))
  })
  return Uint8Array.from([
    ...magicAndVersion,
    ...section(1, vector(signatures)),
    ...section(3, vector(names.map((_, index) => unsigned(index)))),
    ...section(5, vector([[0x00, 1]])),
    ...section(7, vector([...exported, join(sized(Buffer.from('memory').toJSON().data), 0x02, 0)])),
    ...section(10, vector(bodies)),
  ])
}

const magicAndVersion = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

export const get = (local: number): Code => join(0x20, unsigned(local))
export const set = (local: number, value: Code): Code => join(value, 0x21, unsigned(local))

/** Runs the body at least once, and again as long as local `i`, raised by `step` each time, is below local `end`. */
export const repeat = (i: number, end: number, step: number, body: Code): Code =>
  join(0x03, 0x40, body, set(i, addI32(get(i), constI32(step))), get(i), get(end), 0x49, 0x0d, 0, 0x0b)

export const when = (condition: Code, body: Code): Code => join(condition, 0x04, 0x40, body, 0x0b)

export const constI32 = (value: number): Code => join(0x41, signed(value))
export const loadI32 = (address: Code): Code => join(address, 0x28, 0, 0)
export const storeI32 = (address: Code, value: Code): Code => join(address, value, 0x36, 0, 0)
export const notAboveI32 = (a: Code, b: Code): Code => join(a, b, 0x4d)
export const addI32 = (a: Code, b: Code): Code => join(a, b, 0x6a)
export const subtractI32 = (a: Code, b: Code): Code => join(a, b, 0x6b)
export const shiftLeftI32 = (a: Code, bits: number): Code => join(a, constI32(bits), 0x74)
export const shiftRightI32 = (a: Code, bits: number): Code => join(a, constI32(bits), 0x76)

export const load = (address: Code): Code => join(address, simd(0x00), 0, 0)
export const store = (address: Code, value: Code): Code => join(address, value, simd(0x0b), 0, 0)

// v128 as four 32-bit floats.
export const splat = (value: Code): Code => join(value, simd(0x13))
export const add = (a: Code, b: Code): Code => join(a, b, simd(0xe4))
export const subtract = (a: Code, b: Code): Code => join(a, b, simd(0xe5))
export const multiply = (a: Code, b: Code): Code => join(a, b, simd(0xe6))
export const divide = (a: Code, b: Code): Code => join(a, b, simd(0xe7))

// v128 as bits and counts of bits.
export const exclusiveOr = (a: Code, b: Code): Code => join(a, b, simd(0x51))
export const bitsOfBytes = (a: Code): Code => join(a, simd(0x62))
export const addBytes = (a: Code, b: Code): Code => join(a, b, simd(0x6e))
/** The sum of neighbouring bytes, and of neighbouring sums: four 32-bit numbers. */
export const sumOfFourBytes = (a: Code): Code => join(a, simd(0x7d), simd(0x7f))
export const laneI32 = (a: Code, lane: number): Code => join(a, simd(0x1b), lane)

/** Four lanes picked from the eight of `a` (0 to 3) and `b` (4 to 7). */
export const pick = (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code =>
  join(
    a,
    b,
    simd(0x0d),
    lanes.flatMap((lane) => [lane * 4, lane * 4 + 1, lane * 4 + 2, lane * 4 + 3]),
  )

/** Instructions one after the other. */
export function join(...parts: readonly (number | Code)[]): Code {
  return parts.flat()
}

function simd(opcode: number): Code {
  return join(0xfd, unsigned(opcode))
}

function section(id: number, content: Code): Code {
  return join(id, sized(content))
}

function vector(items: readonly Code[]): Code {
  return join(unsigned(items.length), items.flat())
}

function sized(content: Code): Code {
  return join(unsigned(content.length), content)
}

/** LEB128, as are signed numbers below. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : join((value & 0x7f) | 0x80, unsigned(value >>> 7))
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : join((value & 0x7f) | 0x80, signed(value >> 7))
}

/** TypeScript knows this global only together with everything else of the browser. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

/** What a module of encodeModule exports: its functions and its memory. */
type Exports<Functions> = Functions & {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
}

const pageBytes = 65_536

/**
 * A function that makes instances of a module, each with its functions and a memory of its own.
 * `reserve` returns the memory, at least so many bytes of it; what it returned before is void if the memory had to grow.
 */
export function compileModule<Functions>(
  code: Uint8Array,
): () => { functions: Functions; reserve: (bytes: number) => ArrayBuffer } {
  const module = new WebAssembly.Module(code)
  return () => {
    const functions = new WebAssembly.Instance(module).exports as Exports<Functions>
    return {
      functions,
      reserve: (bytes) => {
        const missing = bytes - functions.memory.buffer.byteLength
        if (missing > 0) functions.memory.grow(Math.ceil(missing / pageBytes))
        return functions.memory.buffer
      },
    }
  }
}

import type { OpenedEntry } from '@homeward/vault'

/** An entry of the registry as it is folded, for tests alone. */
export function testEntry(log: string, index: number, seen: Record<string, number>): OpenedEntry {
  return {
    log,
    index,
    seen,
    at: '2026-01-01T00:00:00.000Z',
    changes: [],
    compartment: 'registry',
    member: log,
    device: log,
    isErased: false,
  }
}

/** Entries of several devices, each of which had merged others before some of them. */
export function entriesOf<Step extends { log: string; merges: string[] }>(
  steps: readonly Step[],
): { entry: OpenedEntry; step: Step }[] {
  const sizes: Record<string, number> = {}
  const seenByLog: Record<string, Record<string, number>> = {}
  return steps.map((step) => {
    for (const other of step.merges)
      if (other !== step.log) seenByLog[step.log] = { ...seenByLog[step.log], [other]: sizes[other] ?? 0 }
    const entry = testEntry(step.log, sizes[step.log] ?? 0, { ...seenByLog[step.log] })
    sizes[step.log] = entry.index + 1
    return { entry, step }
  })
}

/** Another order in which every entry still comes after those it had seen. */
export function anotherOrder<Placed extends { entry: OpenedEntry }>(
  placed: readonly Placed[],
  shuffle: number,
): Placed[] {
  const left = [...placed]
  const order: Placed[] = []
  for (let turn = 0; left.length > 0; turn++) {
    const ready = left.filter((candidate) =>
      left.every((other) => other === candidate || !mustPrecede(other.entry, candidate.entry)),
    )
    const chosen = ready[Math.abs(shuffle + turn * 7) % ready.length] as Placed
    left.splice(left.indexOf(chosen), 1)
    order.push(chosen)
  }
  return order
}

function mustPrecede(earlier: OpenedEntry, later: OpenedEntry): boolean {
  return earlier.log === later.log ? earlier.index < later.index : earlier.index < (later.seen[earlier.log] ?? 0)
}

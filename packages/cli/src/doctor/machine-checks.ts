import { readFileSync, readdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import type { Check } from '@homeward/vault'
import { bytesText } from '../numbers.ts'

const leastNode = [20, 19] as const
const scarceBytes = 1_073_741_824
const noneBytes = 52_428_800

/**
 * What about this computer matters to a vault: Node, space, and on Linux whether memory can end up on the disk.
 * `proc` and `sys` are the roots of those file systems; tests give folders of their own.
 */
export function machineChecks(
  dir: string,
  { proc = '/proc', sys = '/sys', node = process.versions.node } = {},
): Check[] {
  const linux = process.platform === 'linux' ? [swapCheck(proc, sys), coreCheck(proc)] : []
  return [nodeCheck(node), spaceCheck(dir), ...linux]
}

function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const found = `Node ${version}`
  return major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])
    ? { check: 'node', state: 'ok', found: `${found}.` }
    : {
        check: 'node',
        state: 'fault',
        found: `${found} is too old.`,
        todo: `Install Node ${leastNode.join('.')} or newer.`,
      }
}

function spaceCheck(dir: string): Check {
  try {
    const { bavail, bsize } = statfsSync(dir)
    const free = bavail * bsize
    const found = `${bytesText(free)} are free on the disk of the vault.`
    if (free >= scarceBytes) return { check: 'space', state: 'ok', found }
    return { check: 'space', state: free < noneBytes ? 'fault' : 'warning', found, todo: 'Free some space.' }
  } catch (error) {
    return {
      check: 'space',
      state: 'warning',
      found: `Not known: ${(error as NodeJS.ErrnoException).code ?? 'error'}.`,
    }
  }
}

/** Swap that is neither in memory (zram) nor encrypted gets what was in memory, and hibernation writes all of it there. */
function swapCheck(proc: string, sys: string): Check {
  const devices = lines(path.join(proc, 'swaps'))
    .slice(1)
    .map((line) => line.split(/\s+/u)[0] ?? '')
    .filter((device) => device !== '')
  const plain = devices.filter((device) => !/\/zram\d+$/u.test(device) && !isEncrypted(device, sys))
  if (plain.length === 0)
    return {
      check: 'swap',
      state: 'ok',
      found: devices.length === 0 ? 'Swap is off.' : 'Swap is in memory or encrypted.',
    }
  const hibernates = lines(path.join(sys, 'power', 'state')).some((line) => line.split(' ').includes('disk'))
  return {
    check: 'swap',
    state: 'warning',
    found: `Swap is on and not known to be encrypted${hibernates ? ', and this computer can hibernate' : ''}: what is in memory, keys too, can be written to the disk.`,
    todo: `Encrypt the swap or turn it off${hibernates ? ', and do not hibernate' : ''}.`,
  }
}

function isEncrypted(device: string, sys: string): boolean {
  const name = path.basename(device)
  const blocks = path.join(sys, 'class', 'block')
  try {
    return readdirSync(blocks).some((block) => {
      const [uuid = ''] = lines(path.join(blocks, block, 'dm', 'uuid'))
      const [mapped = ''] = lines(path.join(blocks, block, 'dm', 'name'))
      return uuid.startsWith('CRYPT-') && (block === name || mapped === name)
    })
  } catch {
    return false
  }
}

function coreCheck(proc: string): Check {
  const limit = lines(path.join(proc, 'self', 'limits')).find((line) => line.startsWith('Max core file size'))
  const soft = limit?.replace('Max core file size', '').trim().split(/\s+/u)[0]
  if (soft === '0') return { check: 'core-dumps', state: 'ok', found: 'A crash writes no memory to the disk.' }
  return {
    check: 'core-dumps',
    state: 'warning',
    found: 'If the program crashes, its memory, keys too, can be written to the disk.',
    todo: 'Run “ulimit -c 0” before Homeward, or turn core dumps off.',
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

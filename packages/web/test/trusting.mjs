import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openProfile } from './browser.mjs'

/** The `skip` of tests that need certutil of NSS: false, or the one loud line that says what is missing. */
export const skipWithoutNss =
  spawnSync('certutil', ['-H'], { stdio: 'ignore' }).error === undefined
    ? false
    : 'NO CERTIFICATE WAS TRIED IN A BROWSER: certutil is missing (Debian: apt install libnss3-tools).'

/**
 * A browser of its own, whose home has installed this certificate or none, as a phone has or has not.
 *
 * @param {string} home an empty folder
 * @param {Uint8Array | null} certificateBytes in DER or PEM
 */
export const openPhone = async (home, certificateBytes) => {
  const store = path.join(home, '.pki', 'nssdb')
  const [profile, temp, downloads] = ['profile', 'temp', 'downloads'].map((name) => path.join(home, name))
  for (const dir of [store, temp, downloads]) await mkdir(dir, { recursive: true })
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
  if (certificateBytes !== null) {
    const file = path.join(home, 'certificate.crt')
    await writeFile(file, certificateBytes)
    // C: trusted to vouch for servers.
    execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'office', '-i', file])
  }
  return openProfile({ profile, temp, downloads, home })
}

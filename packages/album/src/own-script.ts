/** What a browser with Trusted Types lets a page load code from. */
interface ScriptPolicies {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => {
    createScriptURL: (address: string) => unknown
  }
}

const isOwn = (address: string): boolean => {
  const { origin, pathname } = new URL(address, globalThis.location.href)
  return origin === globalThis.location.origin && pathname.startsWith(import.meta.env.BASE_URL)
}

const { trustedTypes } = globalThis as { trustedTypes?: ScriptPolicies }
const policy = trustedTypes?.createPolicy('homeward-album', {
  createScriptURL: (address) => {
    if (!isOwn(address)) throw new Error('Code is loaded from the app’s own files alone.')
    return address
  },
})

/** The address of a script of the app, in the form in which a page under Trusted Types may load it. */
export const ownScript = (address: string): string =>
  policy === undefined ? address : (policy.createScriptURL(address) as string)

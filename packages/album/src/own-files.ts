import { ownScript } from './own-script.ts'

/** Has the service worker keep the app's files. A new version takes over where nothing is open. */
export const keepOwnFiles = async (): Promise<void> => {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(ownScript(`${import.meta.env.BASE_URL}sw.js`), { updateViaCache: 'none' })
  } catch {
    // Without it the app works while the office can be reached; `isKept` says so on the page.
  }
}

/** Whether the app would open without a network. */
export const isKept = async (): Promise<boolean> => {
  if (!('serviceWorker' in navigator)) return false
  const registration = await navigator.serviceWorker.getRegistration(import.meta.env.BASE_URL)
  return registration?.active !== null && registration?.active !== undefined
}

/** Lets a version that was fetched meanwhile take over, and loads it. For a page on which nothing is open. */
export const takeNewVersion = async (): Promise<void> => {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration(import.meta.env.BASE_URL)
  if (registration?.waiting === null || registration?.waiting === undefined) return
  navigator.serviceWorker.addEventListener(
    'controllerchange',
    () => {
      globalThis.location.reload()
    },
    { once: true },
  )
  // A worker has no origin to name; the rule is about windows.
  registration.waiting.postMessage('take-over', { transfer: [] })
}

import type { RegisteredRouter } from '@tanstack/react-router'

/**
 * A new page begins at its top; going back returns to where it was left.
 * Kept in memory: the router's own way writes to session storage, which lies on disk (W1).
 */
export const keepScroll = (router: RegisteredRouter): void => {
  const placeByKey = new Map<string, number>()
  let goesBack = false
  let leaving: string | undefined
  router.history.subscribe(({ action }) => {
    goesBack = action.type === 'BACK' || action.type === 'FORWARD' || action.type === 'GO'
  })
  router.subscribe('onBeforeLoad', ({ fromLocation, toLocation, pathChanged }) => {
    leaving = fromLocation?.state.key
    if (leaving !== undefined && pathChanged) placeByKey.set(leaving, window.scrollY)
    if (!goesBack && toLocation.state.key !== undefined) placeByKey.delete(toLocation.state.key)
  })
  router.subscribe('onRendered', ({ toLocation, pathChanged }) => {
    if (!pathChanged) return
    const key = toLocation.state.key
    const place = goesBack && key !== undefined ? (placeByKey.get(key) ?? 0) : 0
    window.scrollTo(0, place)
  })
}

/**
 * A mark that outlives the storage: browsers that run short of space remove databases and caches, and leave cookies. It holds
 * nothing but that there was an album, and is set by the page alone; the office neither sets nor needs it.
 */
const NAME = 'album'
const years = 10 * 365 * 86_400

/** Whether an album was here. */
export const hasMark = (): boolean => new RegExp(`(?:^|; )${NAME}=1(?:;|$)`, 'u').test(document.cookie)

/** Says that an album is here. */
export const leaveMark = (): void => {
  document.cookie = `${NAME}=1; max-age=${years}; path=/album/; samesite=strict${globalThis.location.protocol === 'https:' ? '; secure' : ''}`
}

/** Takes the mark away: what is gone was destroyed on purpose. */
export const removeMark = (): void => {
  document.cookie = `${NAME}=; max-age=0; path=/album/; samesite=strict`
}

/** Asks the browser not to remove the album when space runs short. @returns whether it promised. */
export const askToPersist = async (): Promise<boolean> => {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist())
  } catch {
    return false
  }
}

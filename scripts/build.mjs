/** `npm run build`: installs what is missing and builds everything. */
import { ensureBuilt, ensureInstalled, runMain } from './ensure.mjs'

await runMain(async () => {
  await ensureInstalled()
  await ensureBuilt()
})

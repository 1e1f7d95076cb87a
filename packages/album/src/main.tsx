import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepOwnFiles } from './own-files.ts'
import { start } from './phone.ts'
import './theme/base.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('The page has no place to draw on.')
// A long press offers to keep or share what is under the finger; here it is for fields alone.
document.addEventListener('contextmenu', (event) => {
  if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)) event.preventDefault()
})
// Words first: nothing is drawn in a language that nobody chose.
await start()
createRoot(root).render(<App />)
void keepOwnFiles()

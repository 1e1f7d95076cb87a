import type { JSX } from 'react'
import type { Act } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { localText } from '../ui/instant.tsx'

/** Which sealed testimony an act is about, in names instead of ids (rule R130); nothing for other acts. */
export const ActTestimony = ({ act: { testimony, team } }: { act: Act }): JSX.Element | null => {
  if (testimony === null) return null
  const { teamName, album, received } = testimony
  const [name, at] = [teamName ?? team ?? '', localText(Date.parse(received))]
  return <p>{album === null ? texts.aboutSession(name, at) : texts.aboutAlbum(name, at, album)}</p>
}

import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { twiceQuery } from '../api/queries.ts'
import { useMayWrite } from '../api/session-store.ts'
import { duplicatesTexts, joinedTexts as texts } from '../texts/duplicates.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { firstName } from './person-name.ts'
import classes from './duplicates.module.css'

/** Who may be the same person as the one whose page it is; nothing where nobody is. */
export const TwicePanel = ({ person, records }: { person: string; records: readonly string[] }): JSX.Element | null => {
  const { data } = useQuery(twiceQuery(person))
  const mayWrite = useMayWrite()
  const likely = (data?.proposals ?? []).filter(({ band }) => band === 'same' || band === 'perhaps')
  if (likely.length === 0 || !mayWrite) return null
  return (
    <Panel tone="amber" title={texts.twice} hint={texts.twiceHint}>
      <ul className={classes.records}>
        {likely.map(({ id, band, sides }) => (
          <li key={id} className={classes.record}>
            <span className={classes.recordWords}>
              {sides
                .filter((side) => !records.includes(side.id))
                .map((side) => (
                  <Foreign key={side.id}>{firstName(side)}</Foreign>
                ))}
              <TextLink to="/people/duplicates" search={{ pair: id }}>
                {texts.twiceOpen}
              </TextLink>
            </span>
            {band === null ? null : <Chip tone="amber">{duplicatesTexts.bands[band]}</Chip>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

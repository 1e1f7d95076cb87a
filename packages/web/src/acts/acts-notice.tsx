import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { actsQuery } from '../api/queries.ts'
import type { Act } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { ActCard } from './act-card.tsx'
import { sortActs } from './sort-acts.ts'
import classes from './acts.module.css'

const shown = 3

/** What of the acts concerns whoever opens the first page, with all its words. Nothing when nothing stands. */
export const ActsNotice = (): JSX.Element | null => {
  const { data: acts = [] } = useQuery(actsQuery)
  const { forYou, yours, others } = sortActs(acts)
  // What waits without a second person is shown to everybody (rule R22).
  const alone = others.filter(({ state }) => state === 'alone' || state === 'ready')
  const parts: { key: string; title: string; tone: 'amber' | 'plain'; acts: Act[] }[] = [
    { key: 'forYou', title: texts.homeForYou(forYou.length), tone: 'amber', acts: forYou },
    { key: 'yours', title: texts.homeYours(yours.length), tone: 'plain', acts: yours },
    { key: 'alone', title: texts.homeAlone, tone: 'amber', acts: alone },
  ]
  return (
    <>
      {parts
        .filter((part) => part.acts.length > 0)
        .map((part) => (
          <Panel
            // Not its title: a count in it would draw every act anew, and close what is open in them.
            key={part.key}
            title={part.title}
            tone={part.tone}
            actions={<TextLink to="/acts">{texts.all}</TextLink>}
          >
            <ul className={classes.list}>
              {part.acts.slice(0, shown).map((act) => (
                <li key={act.entry}>
                  <ActCard act={act} />
                </li>
              ))}
            </ul>
          </Panel>
        ))}
    </>
  )
}

import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type { Recent } from '../api/types.ts'
import { homeTexts as texts } from '../texts/home.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './home.module.css'

/** The last sources that came in, each with what its receipt says. */
export const RecentSources = ({ sources }: { sources: Recent }): JSX.Element => (
  <Panel title={texts.recent} actions={<TextLink to="/sources">{texts.allSources}</TextLink>} flush>
    <ul>
      {sources.map((source) => (
        <li key={source.id} className={classes.source}>
          <Link to="/sources/$source" params={{ source: source.id }} className={classes.sourceName}>
            <Foreign>{source.name}</Foreign>
          </Link>
          <span className={classes.muted}>
            {texts.sourceLine(source.itemsCount, source.receipt.messages.parsed)} · <Instant at={source.at} />
          </span>
          <span className={classes.chips}>
            {source.receipt.files.refused.length === 0 ? null : (
              <Chip tone="amber">{texts.withRefused(source.receipt.files.refused.length)}</Chip>
            )}
            {source.receipt.leads === 0 ? null : <Chip tone="accent">{texts.withLeads(source.receipt.leads)}</Chip>}
          </span>
        </li>
      ))}
    </ul>
  </Panel>
)

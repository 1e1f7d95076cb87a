import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type { PersonWithLeads } from '../api/types.ts'
import { personTexts as texts } from '../texts/people.ts'
import { EvidencePicture } from '../ui/picture.tsx'
import { LeadStateChip } from '../ui/lead-state.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './person.module.css'

/** Pictures that look like a photo of this person, and what was decided about each. */
export const PersonLeadsPanel = ({ person }: { person: PersonWithLeads }): JSX.Element => (
  <Panel title={texts.leads}>
    {person.leads.length === 0 ? (
      <p className={classes.muted}>{texts.noLeads}</p>
    ) : (
      <ul className={classes.leads}>
        {person.leads.map((lead) => (
          <li key={lead.id} className={classes.lead}>
            <EvidencePicture
              className={classes.leadPicture}
              item={lead.item}
              alt={texts.fromItem}
              scope={`person:${person.id}`}
              small
            />
            <div className={classes.leadWords}>
              <LeadStateChip state={lead.state} />
              <span className={classes.muted}>{texts.distance(lead.distance)}</span>
              <Link to="/leads/$lead" params={{ lead: lead.id }}>
                {texts.openLead}
              </Link>
            </div>
          </li>
        ))}
      </ul>
    )}
  </Panel>
)

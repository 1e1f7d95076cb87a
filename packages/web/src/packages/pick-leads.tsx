import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { confirmedLeadsQuery } from '../api/queries.ts'
import { newPackageTexts as texts } from '../texts/packages.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { EvidencePicture, PersonPhoto } from '../ui/picture.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import classes from './packages.module.css'

interface PickProps {
  chosen: ReadonlySet<string>
  onToggle: (id: string, on: boolean) => void
}

/** The confirmed leads, to be ticked. */
export const PickLeads = ({ chosen, onToggle }: PickProps): JSX.Element => {
  const { data: leads, error, refetch } = useQuery(confirmedLeadsQuery)
  return (
    <Panel
      title={texts.leads}
      hint={texts.leadsHint}
      actions={<span className={classes.muted}>{texts.chosen(chosen.size)}</span>}
      flush
    >
      {leads === undefined ? (
        error === null ? (
          <SkeletonRows rows={3} picture />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : leads.length === 0 ? (
        <p className={classes.none}>{texts.noLeads}</p>
      ) : (
        <ul className={classes.picks}>
          {leads.map((lead) => (
            <li key={lead.id} className={classes.pick}>
              <Checkbox
                aria-label={`${lead.personName}, ${lead.itemPath}`}
                checked={chosen.has(lead.id)}
                onChange={(event) => {
                  onToggle(lead.id, event.currentTarget.checked)
                }}
              />
              <PersonPhoto className={classes.small} person={lead.person} photo={lead.personPhoto} alt="" />
              <EvidencePicture className={classes.small} item={lead.item} alt={lead.itemPath} scope="package" small />
              <span className={classes.pickWords}>
                <Foreign className={classes.strong}>{lead.personName}</Foreign>
                <Foreign className={classes.under}>{lead.itemPath}</Foreign>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

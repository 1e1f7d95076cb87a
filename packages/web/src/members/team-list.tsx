import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { teamsQuery } from '../api/queries.ts'
import { useMayWrite } from '../api/session-store.ts'
import type { Member, OpenSession, Team, Teams } from '../api/types.ts'
import { listed } from '../texts/plural.ts'
import { teamsTexts as texts } from '../texts/teams.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { TeamForm } from './team-form.tsx'
import classes from './members.module.css'

interface RowProps {
  team: Team
  mayLeave: boolean
  onChange: () => void
  onLeave: () => void
}

const Row = ({ team, mayLeave, onChange, onLeave }: RowProps): JSX.Element => (
  <li className={classes.member}>
    <div className={classes.words}>
      <div className={classes.name}>
        <Foreign>{team.name}</Foreign>
        {team.isOwn ? <Chip tone="accent">{texts.own}</Chip> : null}
        {team.isSealing ? <Chip>{texts.seals}</Chip> : null}
      </div>
      <p className={classes.muted}>
        {team.members.length === 0 ? texts.nobody : <Foreign>{listed(team.members.map(({ name }) => name))}</Foreign>}
      </p>
    </div>
    <div className={classes.acts}>
      {team.mayLead ? (
        <Button size="compact-sm" variant="default" aria-label={texts.changeOf(team.name)} onClick={onChange}>
          {texts.change}
        </Button>
      ) : null}
      {mayLeave ? (
        <Button size="compact-sm" variant="subtle" color="clay" aria-label={texts.leaveOf(team.name)} onClick={onLeave}>
          {texts.leave}
        </Button>
      ) : null}
    </div>
  </li>
)

/** The teams, and what may be changed about them: the own coordinators of each do (rules R96 and R97). */
export const TeamList = ({
  members,
  own,
}: {
  members: readonly Member[]
  own: OpenSession['member']
}): JSX.Element | null => {
  const client = useQueryClient()
  const mayWrite = useMayWrite()
  const { data } = useQuery(teamsQuery)
  const [form, setForm] = useState<{ team: Team | null } | null>(null)
  const [leaving, setLeaving] = useState<Team | null>(null)
  if (data === undefined) return null
  const manages = own.role === 'coordinator' || own.role === 'founder'
  if (!manages && data.teams.length === 0) return null
  const show = (teams: Teams): void => {
    client.setQueryData(teamsQuery.queryKey, teams)
    // Who reads what follows from it.
    void client.invalidateQueries({ queryKey: ['recognitions'] })
  }
  return (
    <Panel title={texts.title} hint={texts.hint} flush>
      {data.teams.length === 0 ? <p className={classes.inPanel}>{texts.none}</p> : null}
      <ul>
        {data.teams.map((team) => (
          <Row
            key={team.id}
            team={team}
            mayLeave={team.isOwn && mayWrite}
            onChange={() => {
              setForm({ team })
            }}
            onLeave={() => {
              setLeaving(team)
            }}
          />
        ))}
      </ul>
      {manages ? (
        <div className={classes.inPanel}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setForm({ team: null })
            }}
          >
            {texts.make}
          </Button>
        </div>
      ) : null}
      {form === null ? null : (
        <TeamForm
          team={form.team}
          members={members}
          onDone={show}
          onClose={() => {
            setForm(null)
          }}
        />
      )}
      <FormModal
        title={leaving === null ? texts.leave : texts.leaveOf(leaving.name)}
        opened={leaving !== null}
        danger
        submit={texts.leave}
        onClose={() => {
          setLeaving(null)
        }}
        onSubmit={async () => {
          if (leaving !== null) show(await post<Teams>(`/teams/${encodeURIComponent(leaving.id)}`, { leave: own.id }))
          return true
        }}
      >
        <p>{texts.leaveText}</p>
      </FormModal>
    </Panel>
  )
}

import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import type { Member, Team, Teams } from '../api/types.ts'
import { teamsTexts as texts } from '../texts/teams.ts'
import { FormModal } from '../ui/form-modal.tsx'
import classes from './members.module.css'

interface TeamFormProps {
  /** The team that is changed; null for a new one. */
  team: Team | null
  members: readonly Member[]
  onClose: () => void
  onDone: (teams: Teams) => void
}

/** Sends what is different, one change after the other; each answers how it is then. */
const send = async (
  team: Team,
  to: { name: string; isSealing: boolean; inIt: readonly string[] },
): Promise<Teams | null> => {
  const had = team.members.map(({ id }) => id)
  const settings = {
    ...(to.name === team.name ? {} : { name: to.name }),
    ...(to.isSealing === team.isSealing ? {} : { isSealing: to.isSealing }),
  }
  const changes = [
    ...(Object.keys(settings).length === 0 ? [] : [settings]),
    ...to.inIt.filter((id) => !had.includes(id)).map((join) => ({ join })),
    // Whoever takes themself out does that last: afterwards they may change nothing.
    ...had.filter((id) => !to.inIt.includes(id)).map((leave) => ({ leave })),
  ]
  let teams: Teams | null = null
  for (const change of changes) teams = await post<Teams>(`/teams/${encodeURIComponent(team.id)}`, change)
  return teams
}

/** Makes or changes a team (rules R96 and R97). */
export const TeamForm = ({ team, members, onClose, onDone }: TeamFormProps): JSX.Element => {
  const [name, setName] = useState(team?.name ?? '')
  const [isSealing, setSealing] = useState(team?.isSealing ?? false)
  const [inIt, setInIt] = useState(team?.members.map(({ id }) => id) ?? [])
  const had = new Set(team?.members.map(({ id }) => id))
  return (
    <FormModal
      opened
      title={team === null ? texts.make : texts.changeTitle}
      {...(team === null ? { submit: texts.make } : {})}
      onClose={onClose}
      onSubmit={async () => {
        const given = name.trim()
        if (given === '') return false
        const teams =
          team === null
            ? await post<Teams>('/teams', { name: given, members: inIt })
            : await send(team, { name: given, isSealing, inIt })
        if (teams !== null) onDone(teams)
        return true
      }}
    >
      <TextInput
        dir="auto"
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        label={texts.name}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <Checkbox.Group label={texts.members} description={texts.membersHint} value={inIt} onChange={setInIt}>
        <div className={classes.choices}>
          {members
            .filter(({ isActive }) => isActive)
            .map(({ id, name: called, isOwn }) => (
              <Checkbox
                key={id}
                value={id}
                label={<bdi>{called}</bdi>}
                disabled={team !== null && isOwn && !had.has(id)}
              />
            ))}
        </div>
      </Checkbox.Group>
      {team === null ? null : (
        <Switch
          label={texts.sealing}
          description={texts.sealingHint}
          checked={isSealing}
          onChange={(event) => {
            setSealing(event.currentTarget.checked)
          }}
        />
      )}
    </FormModal>
  )
}

import { Button } from '@mantine/core'
import { useState, type JSX } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import type { Member, OpenSession } from '../api/types.ts'
import { membersTexts as texts, roleNames } from '../texts/members.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { ChangeForm } from './change-form.tsx'
import { grantable } from './role-and-grants.tsx'
import { useMemberWrites } from './use-member-writes.ts'
import classes from './members.module.css'

const opensText = (grants: Member['grants'] = []): string => {
  const parts = grantable.filter((name) => grants.includes(name))
  if (parts.length === grantable.length) return texts.opensAll
  return parts.length === 0 ? texts.opensNothing : texts.opens(parts)
}

const Told = ({ member }: { member: Member }): JSX.Element | null =>
  member.grants === undefined || !member.isActive ? null : (
    <p className={classes.muted}>
      {opensText(member.grants)}
      {' · '}
      {member.rehearsed === null || member.rehearsed === undefined ? (
        texts.neverRehearsed
      ) : (
        <>
          {texts.rehearsed} <Instant at={member.rehearsed} dayOnly />
        </>
      )}
    </p>
  )

interface RowProps {
  member: Member
  onChange?: (() => void) | undefined
  onRemove?: (() => void) | undefined
}

const Row = ({ member, onChange, onRemove }: RowProps): JSX.Element => (
  <li className={classes.member} data-active={member.isActive}>
    <div className={classes.words}>
      <div className={classes.name}>
        <Foreign>{member.name}</Foreign>
        <Chip>{roleNames[member.role]}</Chip>
        {member.isOwn ? <Chip tone="accent">{texts.you}</Chip> : null}
        {member.isActive ? null : <Chip tone="clay">{texts.removed}</Chip>}
      </div>
      <Told member={member} />
    </div>
    {onChange === undefined && onRemove === undefined ? null : (
      <div className={classes.acts}>
        {onChange === undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={member.isOwn ? texts.changeName : texts.changeOf(member.name)}
            onClick={onChange}
          >
            {member.isOwn ? texts.changeName : texts.change}
          </Button>
        )}
        {onRemove === undefined ? null : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="clay"
            aria-label={texts.removeOf(member.name)}
            onClick={onRemove}
          >
            {texts.remove}
          </Button>
        )}
      </div>
    )}
  </li>
)

/** Everybody who is in the vault, and what may be changed about them; those who were removed on demand. */
export const MemberList = ({
  members,
  own,
}: {
  members: readonly Member[]
  own: OpenSession['member']
}): JSX.Element => {
  const [changing, setChanging] = useState<Member | null>(null)
  const [removing, setRemoving] = useState<Member | null>(null)
  const { remove } = useMemberWrites()
  const mayWrite = useMayWrite()
  const manages = own.role === 'coordinator' || own.role === 'founder'
  const mayManage = ({ role, isOwn }: Member): boolean =>
    manages && !isOwn && (role !== 'founder' || own.role === 'founder')
  const active = members.filter(({ isActive }) => isActive)
  const gone = members.filter(({ isActive }) => !isActive)
  return (
    <Panel title={texts.title} hint={manages ? undefined : texts.othersHint} flush>
      <ul>
        {active.map((member) => (
          <Row
            key={member.id}
            member={member}
            onChange={
              mayManage(member) || (member.isOwn && mayWrite)
                ? () => {
                    setChanging(member)
                  }
                : undefined
            }
            onRemove={
              mayManage(member)
                ? () => {
                    setRemoving(member)
                  }
                : undefined
            }
          />
        ))}
      </ul>
      {gone.length === 0 ? null : (
        <details className={classes.gone}>
          <summary>{texts.removedMembers(gone.length)}</summary>
          <ul>
            {gone.map((member) => (
              <Row key={member.id} member={member} />
            ))}
          </ul>
        </details>
      )}
      {changing === null ? null : (
        <ChangeForm
          member={changing}
          own={own}
          onClose={() => {
            setChanging(null)
          }}
        />
      )}
      <FormModal
        title={texts.removeTitle}
        opened={removing !== null}
        danger
        submit={texts.remove}
        onClose={() => {
          setRemoving(null)
        }}
        onSubmit={async () => {
          if (removing !== null) await remove(removing.id)
          return true
        }}
      >
        {removing === null ? null : (
          <p className={classes.name}>
            <Foreign>{removing.name}</Foreign>
          </p>
        )}
        <p>{texts.removeText}</p>
      </FormModal>
    </Panel>
  )
}

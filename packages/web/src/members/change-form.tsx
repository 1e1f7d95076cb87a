import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Compartment, Member, OpenSession, Role } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { GrantsInput, RoleInput, grantable } from './role-and-grants.tsx'
import { useMemberWrites, type MemberChange } from './use-member-writes.ts'
import classes from './members.module.css'

interface ChangeFormProps {
  member: Member
  own: OpenSession['member']
  onClose: () => void
}

const isSame = (left: readonly Compartment[], right: readonly Compartment[]): boolean =>
  left.length === right.length && left.every((name) => right.includes(name))

/** Changes the name, role and grants of another member, or one's own name (rule M3). Only what differs is written. */
export const ChangeForm = ({ member, own, onClose }: ChangeFormProps): JSX.Element => {
  const writes = useMemberWrites()
  const had = grantable.filter((name) => member.grants?.includes(name) === true)
  const [name, setName] = useState(member.name)
  const [role, setRole] = useState<Role>(member.role)
  const [grants, setGrants] = useState<Compartment[]>(had)
  const takesAway = had.some((one) => !grants.includes(one))
  return (
    <FormModal
      opened
      title={member.isOwn ? texts.renameTitle : texts.changeTitle}
      onClose={onClose}
      onSubmit={async () => {
        const typed = name.trim()
        if (typed === '') return false
        const to: MemberChange = {
          ...(typed === member.name ? {} : { name: typed }),
          ...(role === member.role ? {} : { role }),
          ...(isSame(grants, had) ? {} : { grants }),
        }
        if (Object.keys(to).length === 0) return true
        await (member.isOwn ? writes.rename(member.id, typed) : writes.change(member.id, to))
        return true
      }}
    >
      <TextInput
        dir="auto"
        label={texts.name}
        description={texts.nameHint}
        value={name}
        error={name.trim() === '' ? texts.required : null}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      {member.isOwn ? null : (
        <>
          <RoleInput value={role} mayFound={own.role === 'founder'} onChange={setRole} />
          <GrantsInput value={grants} mine={own.opens} had={had} onChange={setGrants} />
          {takesAway ? <p className={classes.warn}>{texts.takesAway}</p> : null}
        </>
      )}
    </FormModal>
  )
}

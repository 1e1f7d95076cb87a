import { Checkbox, Radio } from '@mantine/core'
import type { JSX } from 'react'
import type { Compartment, Role } from '../api/types.ts'
import { compartmentNames, membersTexts as texts, roleHints, roleNames } from '../texts/members.ts'
import classes from './members.module.css'

/** The compartments that can be granted: everybody opens the roster anyway (rule M2). */
export const grantable = ['registry', 'evidence', 'testimony', 'assistance'] as const satisfies readonly Compartment[]

const isRole = (text: string): text is Role => Object.hasOwn(roleNames, text)

interface RoleInputProps {
  value: Role
  /** A coordinator makes no founders (rule M3). */
  mayFound: boolean
  onChange: (role: Role) => void
}

/** Chooses a role; who is no founder makes none. */
export const RoleInput = ({ value, mayFound, onChange }: RoleInputProps): JSX.Element => (
  <Radio.Group
    label={texts.role}
    value={value}
    onChange={(role) => {
      if (isRole(role)) onChange(role)
    }}
  >
    <div className={classes.choices}>
      {Object.entries(roleNames)
        .filter(([role]) => mayFound || role !== 'founder')
        .map(([role, name]) => (
          <Radio key={role} value={role} label={name} description={isRole(role) ? roleHints[role] : ''} />
        ))}
    </div>
  </Radio.Group>
)

interface GrantsInputProps {
  value: readonly Compartment[]
  /** What can be ticked: nobody gives what they do not open. */
  mine: readonly Compartment[]
  /** What the member opens already, and keeps or loses. */
  had?: readonly Compartment[]
  onChange: (grants: Compartment[]) => void
}

/** Chooses what a member opens, among what one opens oneself. */
export const GrantsInput = ({ value, mine, had, onChange }: GrantsInputProps): JSX.Element => (
  <Checkbox.Group
    label={texts.grants}
    description={texts.grantsHint}
    value={[...value]}
    onChange={(chosen) => {
      onChange(grantable.filter((name) => chosen.includes(name)))
    }}
  >
    <div className={classes.choices}>
      {grantable.map((name) => {
        const isOpen = mine.includes(name) || had?.includes(name) === true
        return (
          <Checkbox
            key={name}
            value={name}
            disabled={!isOpen}
            label={compartmentNames[name]}
            {...(isOpen ? {} : { description: texts.notYours })}
          />
        )
      })}
    </div>
  </Checkbox.Group>
)

import { TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Compartment, OpenSession, Role } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { toast } from '../ui/toasts.tsx'
import { GrantsInput, RoleInput } from './role-and-grants.tsx'
import { useMemberWrites } from './use-member-writes.ts'
import classes from './members.module.css'

/** Admits somebody by the code that they read aloud (rule M1). */
export const AdmitForm = ({ own, onClose }: { own: OpenSession['member']; onClose: () => void }): JSX.Element => {
  const { admit } = useMemberWrites()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('contributor')
  const [grants, setGrants] = useState<Compartment[]>([])
  const [tried, setTried] = useState(false)
  return (
    <FormModal
      opened
      title={texts.admitTitle}
      submit={texts.admit}
      onClose={onClose}
      onSubmit={async () => {
        setTried(true)
        if (code.trim() === '' || name.trim() === '') return false
        await admit({ code: code.trim(), name: name.trim(), role, grants })
        toast('good', texts.admitted(name.trim()))
        return true
      }}
    >
      <TextInput
        label={texts.code}
        description={texts.codeHint}
        value={code}
        classNames={{ input: classes.codeInput ?? '' }}
        error={tried && code.trim() === '' ? texts.required : null}
        data-autofocus
        onChange={(event) => {
          setCode(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={texts.name}
        description={texts.nameHint}
        value={name}
        error={tried && name.trim() === '' ? texts.required : null}
        onChange={(event) => {
          setName(event.currentTarget.value)
        }}
      />
      <RoleInput value={role} mayFound={own.role === 'founder'} onChange={setRole} />
      <GrantsInput value={grants} mine={own.opens} onChange={setGrants} />
    </FormModal>
  )
}

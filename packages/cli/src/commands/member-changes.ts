import { ROLES, type CompartmentName, type Role } from '@homeward/vault'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { grantable, loud, memberLine } from '../member-text.ts'
import { withVault } from '../with-vault.ts'

interface ChangeOptions {
  name?: string
  role?: Role
  grant?: string[]
}

/** `homeward member admit|change`: what a coordinator lets others do. */
export function addMemberChanges(member: Command, act: Act): void {
  member
    .command('admit <code>')
    .description('admit somebody who joined on this computer, by the code that they read to you')
    .requiredOption('--name <name>', 'what the member is called in this vault')
    .addOption(roleOption().makeOptionMandatory())
    .addOption(grantOption().makeOptionMandatory())
    .action(
      act((context, code: string, { name, role, grant }: Required<ChangeOptions>) => {
        const as = { name: given(name), role, grants: grantsOf(grant) }
        return withVault(context, (vault) => {
          const admitted = vault.admit(code, as)
          return { json: admitted, text: [memberLine(admitted), ...loud(vault.members())].join('\n') }
        })
      }),
    )
  member
    .command('change <member>')
    .description('change the name, the role or what another member opens')
    .option('--name <name>', 'what the member is called from now on')
    .addOption(roleOption())
    .addOption(grantOption())
    .action(
      act((context, id: string, { name, role, grant }: ChangeOptions) => {
        if (name === undefined && role === undefined && grant === undefined)
          throw new CliError('USAGE', 'What is to be changed? Add --name, --role or --grant.')
        const to = {
          ...(name === undefined ? {} : { name: given(name) }),
          ...(role === undefined ? {} : { role }),
          ...(grant === undefined ? {} : { grants: grantsOf(grant) }),
        }
        return withVault(context, (vault) => {
          vault.changeMember(id, to)
          const view = vault.members()
          const changed = view.members.find((one) => one.id === id)
          if (changed === undefined) throw new CliError('NOTHING_THERE', 'The member is no longer in the vault.')
          return { json: changed, text: [memberLine(changed), ...loud(view)].join('\n') }
        })
      }),
    )
}

function roleOption(): Option {
  return new Option('--role <role>', 'reader: read; contributor: also write; coordinator: also manage members').choices(
    ROLES,
  )
}

function grantOption(): Option {
  const what = 'compartments that the member opens, separated by spaces: these and no others'
  return new Option('--grant <compartment...>', what).choices(['all', 'none', ...grantable])
}

/** The compartments that --grant names. @throws CliError USAGE when `all` or `none` stands beside others */
function grantsOf(named: readonly string[]): CompartmentName[] {
  const isAlone = new Set(named).size === 1
  if (!isAlone && (named.includes('all') || named.includes('none')))
    throw new CliError('USAGE', 'With --grant, “all” and “none” stand alone.')
  return grantable.filter((name) => named.includes(name) || named.includes('all'))
}

/** A name that says something. @throws CliError USAGE */
function given(name: string): string {
  const trimmed = name.trim()
  if (trimmed === '') throw new CliError('USAGE', 'The name is empty.')
  return trimmed
}

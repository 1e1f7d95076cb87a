import type { TeamEdit, Vault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { foreign } from '../terminal-text.ts'
import { withVault } from '../with-vault.ts'

/** `homeward team …`: who takes testimonies together (rules R96, R97). */
export function addTeam(program: Command, act: Act): void {
  const team = program.command('team').description('who takes testimonies together; what a team seals it reads alone')
  team
    .command('list')
    .description('the teams, and who is in them')
    .action(act((context) => withVault(context, listed)))
  team
    .command('make <name> [members...]')
    .description('make a team of these members, named by their ids')
    .action(
      act((context, name: string, members: string[]) =>
        withVault(context, (vault) => {
          vault.makeTeam({ name, members })
          return listed(vault)
        }),
      ),
    )
  team
    .command('join <team> <member>')
    .description('take a member in; nobody takes themself in')
    .action(act((context, id: string, join: string) => changed(context, id, { join })))
  team
    .command('leave <team> <member>')
    .description('take a member out, or leave yourself')
    .action(act((context, id: string, leave: string) => changed(context, id, { leave })))
  team
    .command('seal <team> <on|off>')
    .description('seal what the team takes from now on, as soon as it comes in, or stop that')
    .action(
      act((context, id: string, how: string) => {
        if (how !== 'on' && how !== 'off') throw new CliError('USAGE', 'Say on or off.')
        return changed(context, id, { isSealing: how === 'on' })
      }),
    )
}

function changed(context: Context, id: string, to: TeamEdit): Promise<Outcome> {
  return withVault(context, (vault) => {
    vault.changeTeam(id, to)
    return listed(vault)
  })
}

function listed(vault: Vault): Outcome {
  const teams = vault.teams()
  const names = new Map(vault.members().members.map(({ id, name }) => [id, name]))
  const lines = teams.flatMap(({ id, name, members, isSealing, isOwn }) => [
    `${foreign(name)}  ${id}${isOwn ? '  (yours)' : ''}${isSealing ? '  seals what it takes' : ''}`,
    ...members.map((member) => `  ${foreign(names.get(member) ?? '')}  ${member}`),
  ])
  return { json: { teams }, text: teams.length === 0 ? 'There is no team.' : lines.join('\n') }
}

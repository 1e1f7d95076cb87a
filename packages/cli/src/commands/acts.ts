import { answerAct, getAct, listActs, openRecords, withdrawAct, type Records } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { actText } from '../act-text.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { confirm } from '../prompt.ts'
import { withVault } from '../with-vault.ts'

/** `homeward act list|approve|refuse|withdraw`: what one member proposes and another one approves. */
export function addActs(program: Command, act: Act): void {
  const acts = program.command('act').description('what needs a second person')
  acts
    .command('list')
    .description('what waits for a second person, with the full wording of what will be done')
    .option('--all', 'also what is done or over')
    .action(act((context, { all = false }: { all?: boolean }) => withActs(context, (records) => listed(records, all))))
  for (const [name, answer, what] of [
    ['approve', 'approved', 'approve exactly this'],
    ['refuse', 'refused', 'refuse it; that ends it'],
  ] as const)
    acts
      .command(`${name} <act>`)
      .description(what)
      .option('--note <text>', 'why')
      .option('--yes', 'do not ask again')
      .action(
        act((context, id: string, { note, yes = false }: { note?: string; yes?: boolean }) =>
          withActs(context, async (records) => {
            context.note(actText(records)(getAct(records, id, new Date())))
            const question = `${answer === 'approved' ? 'Approve' : 'Refuse'} this?`
            if (!yes && process.stdin.isTTY && !(await confirm(question, context.signal)))
              throw new CliError('CANCELLED', 'Stopped. Nothing was said.')
            await answerAct(records, { act: id, answer, ...(note === undefined ? {} : { note }) }, new Date())
            return told(records, id)
          }),
        ),
      )
  acts
    .command('withdraw <act>')
    .description('take back what you proposed yourself')
    .action(
      act((context, id: string) =>
        withActs(context, async (records) => {
          await withdrawAct(records, id, new Date())
          return told(records, id)
        }),
      ),
    )
}

/** The acts of whichever compartments this member opens; nothing else is read, so that neither index has to be open. */
function withActs(context: Context, work: (records: Records) => Promise<Outcome> | Outcome): Promise<Outcome> {
  return withVault(context, async (vault) => work(await openRecords(vault)))
}

const over = new Set(['refused', 'withdrawn', 'expired', 'done', 'void'])

function listed(records: Records, all: boolean): Outcome {
  const acts = listActs(records, new Date()).filter(({ state }) => all || !over.has(state))
  return {
    json: { acts },
    text: acts.length === 0 ? 'Nothing waits for a second person.' : acts.map(actText(records)).join('\n\n'),
  }
}

function told(records: Records, id: string): Outcome {
  const act = getAct(records, id, new Date())
  return { json: act, text: actText(records)(act) }
}

import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import type { Act } from './act.ts'
import { createContext, type Context, type GlobalOptions, type Outcome } from './context.ts'
import { EXIT, type ExitCode } from './exit-code.ts'

/** One run of the command: the parser, and afterwards how it ended. */
export interface Run {
  program: Command
  exit: () => ExitCode
}

type AddCommand = (program: Command, act: Act) => void

/** What adds each command, in the order of the help. Loaded when it is asked for: the packages behind the commands are large. */
const loadersByCommand: Record<string, () => Promise<AddCommand>> = {
  init: async () => (await import('./commands/init.ts')).addInit,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  certificate: async () => (await import('./commands/certificate.ts')).addCertificate,
  lock: async () => (await import('./commands/lock.ts')).addLock,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  people: async () => (await import('./commands/people.ts')).addPeople,
  import: async () => (await import('./commands/import.ts')).addImport,
  sources: async () => (await import('./commands/sources.ts')).addSources,
  messages: async () => (await import('./commands/messages.ts')).addMessages,
  leads: async () => (await import('./commands/leads.ts')).addLeads,
  lead: async () => (await import('./commands/lead.ts')).addLead,
  package: async () => (await import('./commands/package.ts')).addPackage,
  act: async () => (await import('./commands/acts.ts')).addActs,
  erase: async () => (await import('./commands/erase.ts')).addErase,
  quarantine: async () => (await import('./commands/quarantine.ts')).addQuarantine,
  informant: async () => (await import('./commands/informant.ts')).addInformant,
  testimony: async () => (await import('./commands/testimony.ts')).addTestimony,
  custody: async () => (await import('./commands/custody.ts')).addCustody,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  log: async () => (await import('./commands/log.ts')).addLog,
  rebuild: async () => (await import('./commands/rebuild.ts')).addRebuild,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  restore: async () => (await import('./commands/restore.ts')).addRestore,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  'exit-kit': async () => (await import('./commands/exit-kit.ts')).addExitKit,
  status: async () => (await import('./commands/status.ts')).addStatus,
  member: async () => (await import('./commands/member.ts')).addMember,
  team: async () => (await import('./commands/team.ts')).addTeam,
  passphrase: async () => (await import('./commands/passphrase.ts')).addPassphrase,
  recovery: async () => (await import('./commands/recovery.ts')).addRecovery,
  recover: async () => (await import('./commands/recovery.ts')).addRecover,
  duress: async () => (await import('./commands/duress.ts')).addDuress,
  names: async () => (await import('./commands/names.ts')).addNames,
  places: async () => (await import('./commands/places.ts')).addPlaces,
  photos: async () => (await import('./commands/photos.ts')).addPhotos,
}

/** The `homeward` command with those of its subcommands that `args` may mean (rules X1–X17). */
export async function createProgram(args: readonly string[]): Promise<Run> {
  let exit: ExitCode = EXIT.done
  const act: Act =
    <A extends unknown[]>(work: (context: Context, ...args: A) => Promise<Outcome | null>) =>
    async (...given: [...A, Command]) => {
      const command = given.at(-1) as Command
      const context = createContext(command.optsWithGlobals<GlobalOptions>())
      const outcome = await work(context, ...(given.slice(0, -1) as unknown[] as A))
      if (outcome === null) return
      context.print(outcome)
      exit = outcome.exit ?? EXIT.done
    }
  const program = new Command('homeward')
    .description('Trace the missing, keep the evidence, hand it on so that others can verify it.')
    .option('--vault <dir>', 'the folder of the vault (or HOMEWARD_VAULT)')
    .option('--passphrase-file <file>', 'read the passphrase from a file (or HOMEWARD_PASSPHRASE, or type it)')
    .option('--json', 'print one JSON object on stdout, everything else on stderr')
    .configureHelp({ showGlobalOptions: true })
    .helpCommand(true)
    .version(version())
    .showHelpAfterError('Add --help to see how it is used.')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 a fault, 2 wrong usage, 3 done but something was refused or left out.',
    )
  for (const load of loadersFor(args)) (await load())(program, act)
  return { program, exit: () => exit }
}

/** The commands that are named anywhere among the arguments; all of them if none is, for the help and for wrong names. */
function loadersFor(args: readonly string[]): (() => Promise<AddCommand>)[] {
  const named = Object.entries(loadersByCommand).filter(([name]) => args.includes(name))
  return (named.length > 0 ? named : Object.entries(loadersByCommand)).map(([, load]) => load)
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

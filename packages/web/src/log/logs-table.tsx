import { NativeSelect } from '@mantine/core'
import { IconGitFork, IconUserOff } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { LogHead, VerifyReport } from '../api/types.ts'
import { logTexts as texts } from '../texts/log.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import table from '../ui/table.module.css'
import classes from './log.module.css'

const deviceOf = ({ owner, log }: LogHead): string => (owner?.device ?? log).slice(0, 8)

const State = ({ head }: { head: LogHead }): JSX.Element => {
  const { owner, isFounding, limit, isForked } = head
  const isPlain = owner !== null && !isFounding && limit === null && !isForked
  return (
    <span className={classes.chips}>
      {isForked ? (
        <Chip tone="clay" icon={IconGitFork} title={texts.forkedHint}>
          {texts.forked}
        </Chip>
      ) : null}
      {owner === null ? (
        <Chip tone="clay" title={texts.nobodyHint}>
          {texts.nobody}
        </Chip>
      ) : null}
      {limit === null ? null : (
        <Chip tone="amber" icon={IconUserOff} title={texts.limitedHint}>
          {texts.limited(limit.size)}
        </Chip>
      )}
      {isFounding ? <Chip>{texts.founding}</Chip> : null}
      {isPlain ? <span className={classes.muted}>{texts.inOrder}</span> : null}
    </span>
  )
}

const Checked = ({ head, report }: { head: LogHead; report: VerifyReport | null }): JSX.Element => {
  const found = report?.logs.find(({ log }) => log === head.log)
  if (found === undefined) return <span className={classes.muted}>{texts.notChecked}</span>
  return found.faults === 0 ? (
    <Chip tone="moss">{texts.noFault}</Chip>
  ) : (
    <Chip tone="clay">{texts.faults(found.faults)}</Chip>
  )
}

interface LogsTableProps {
  logs: readonly LogHead[]
  /** The member whose logs alone are listed; the empty text for all. */
  member: string
  onMember: (member: string) => void
  chosen: string
  onChoose: (log: string) => void
  /** What the last check found. */
  report: VerifyReport | null
}

/** All logs of the vault: whose, how long, what is special about them, what the last check found. */
export const LogsTable = ({ logs, member, onMember, chosen, onChoose, report }: LogsTableProps): JSX.Element => {
  const members = new Map(logs.flatMap(({ owner }) => (owner === null ? [] : [[owner.member, owner.name]])))
  const listed = logs.filter(({ owner }) => member === '' || owner?.member === member)
  return (
    <Panel
      title={texts.logs(logs.length)}
      hint={texts.logsHint}
      flush
      actions={
        members.size < 2 ? undefined : (
          <NativeSelect
            aria-label={texts.memberFilter}
            value={member}
            onChange={(event) => {
              onMember(event.currentTarget.value)
            }}
          >
            <option value="">{texts.allMembers}</option>
            {[...members].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        )
      }
    >
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.ofMember}</th>
              <th scope="col">{texts.device}</th>
              <th scope="col" className={table.number}>
                {texts.size}
              </th>
              <th scope="col">{texts.state}</th>
              <th scope="col">{texts.checked}</th>
            </tr>
          </thead>
          <tbody>
            {listed.map((head) => {
              const name = head.owner?.name ?? texts.nobody
              return (
                <tr key={head.log} data-chosen={head.log === chosen ? true : undefined} className={classes.log}>
                  <td data-label="">
                    <button
                      type="button"
                      className={classes.choose}
                      aria-pressed={head.log === chosen}
                      aria-label={texts.read(name, deviceOf(head))}
                      onClick={() => {
                        onChoose(head.log)
                      }}
                    >
                      <Foreign>{name}</Foreign>
                    </button>{' '}
                    {head.isOwn ? <Chip tone="accent">{texts.you}</Chip> : null}
                  </td>
                  <td data-label={texts.device}>
                    <span className={table.mono}>{deviceOf(head)}</span>
                  </td>
                  <td data-label={texts.size} className={table.number}>
                    <span>{texts.number(head.size)}</span>
                  </td>
                  <td data-label={texts.state}>
                    <State head={head} />
                  </td>
                  <td data-label={texts.checked}>
                    <Checked head={head} report={report} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

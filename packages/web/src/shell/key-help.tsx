import { Kbd, Modal, Switch } from '@mantine/core'
import type { JSX } from 'react'
import { helpTexts } from '../texts/shell.ts'
import { withKeys } from '../ui/with-keys.ts'
import { setPref, usePref } from './prefs.ts'
import classes from './shell.module.css'

interface Line {
  keys: string[]
  does: string
}

const groups = (): { title: string; lines: Line[] }[] => [
  {
    title: helpTexts.everywhere,
    lines: [
      { keys: ['Esc', 'Esc', 'Esc'], does: helpTexts.lock },
      { keys: ['/'], does: helpTexts.search },
      { keys: ['?'], does: helpTexts.help },
      { keys: ['G', 'H'], does: helpTexts.goHome },
      { keys: ['G', 'P'], does: helpTexts.goPeople },
      { keys: ['G', 'S'], does: helpTexts.goSources },
      { keys: ['G', 'L'], does: helpTexts.goLeads },
      { keys: ['G', 'K'], does: helpTexts.goPackages },
      { keys: ['G', 'M'], does: helpTexts.goMembers },
      { keys: ['G', 'O'], does: helpTexts.goLog },
    ],
  },
  {
    title: helpTexts.bench,
    lines: [
      { keys: ['C'], does: helpTexts.confirm },
      { keys: ['R'], does: helpTexts.refuse },
      { keys: ['U'], does: helpTexts.unsure },
      { keys: ['N'], does: helpTexts.next },
      { keys: ['P'], does: helpTexts.previous },
      { keys: ['Z'], does: helpTexts.zoom },
      { keys: ['B'], does: helpTexts.blur },
    ],
  },
  {
    title: helpTexts.chat,
    lines: [
      { keys: ['↑'], does: helpTexts.older },
      { keys: ['↓'], does: helpTexts.newer },
      { keys: ['Enter'], does: helpTexts.proof },
      { keys: ['R'], does: helpTexts.reply },
    ],
  },
]

/** The list of keys, and the switch that turns single keys off. */
export const KeyHelp = ({ opened, onClose }: { opened: boolean; onClose: () => void }): JSX.Element => {
  const singleKeys = usePref('singleKeys')
  return (
    <Modal opened={opened} onClose={onClose} title={helpTexts.title} size="lg">
      <div className={classes.help}>
        {groups().map(({ title, lines }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {lines.map(({ keys, does }) => (
                <div key={does} className={classes.helpLine}>
                  <dt>
                    {withKeys(keys, (name) => name).map(({ key, value }) => (
                      <Kbd key={key} size="sm">
                        {value}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        className={classes.helpSwitch}
        label={helpTexts.singleKeys}
        description={helpTexts.singleKeysHint}
        checked={singleKeys}
        onChange={(event) => {
          setPref('singleKeys', event.currentTarget.checked)
        }}
      />
    </Modal>
  )
}

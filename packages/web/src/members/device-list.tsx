import { Button } from '@mantine/core'
import { useState, type JSX } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import type { Device, Member, OpenSession } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import table from '../ui/table.module.css'
import { useMemberWrites } from './use-member-writes.ts'

interface DeviceListProps {
  devices: readonly Device[]
  members: readonly Member[]
  own: OpenSession['member']
}

const short = (log: string): string => log.slice(0, 12)

const State = ({ device }: { device: Device }): JSX.Element => {
  if (device.isThis) return <Chip tone="accent">{texts.thisOne}</Chip>
  return device.isActive ? <Chip tone="moss">{texts.active}</Chip> : <Chip tone="clay">{texts.takenOut}</Chip>
}

/** Installations that write in this vault. Taking one out ends what it may add, not what its member knows (rule M6). */
export const DeviceList = ({ devices, members, own }: DeviceListProps): JSX.Element => {
  const [taking, setTaking] = useState<Device | null>(null)
  const { takeOut } = useMemberWrites()
  const mayWrite = useMayWrite()
  const manages = own.role === 'coordinator' || own.role === 'founder'
  const ownerOf = ({ member }: Device): Member | undefined => members.find(({ id }) => id === member)
  const mayTake = (device: Device): boolean =>
    mayWrite && device.isActive && !device.isThis && (ownerOf(device)?.role !== 'founder' || own.role === 'founder')
  return (
    <Panel title={manages ? texts.devices : texts.ownDevices} hint={texts.devicesHint} flush>
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stack}`}>
          <thead>
            <tr>
              <th scope="col">{texts.deviceOf}</th>
              <th scope="col">{texts.log}</th>
              <th scope="col">{texts.state}</th>
              <th scope="col" aria-label={texts.takeOut} />
            </tr>
          </thead>
          <tbody>
            {devices.map((device) => (
              <tr key={device.log}>
                <td data-label={texts.deviceOf}>
                  <Foreign>{ownerOf(device)?.name ?? short(device.member)}</Foreign>
                </td>
                <td data-label={texts.log}>
                  <span className={table.mono} title={device.log}>
                    {short(device.log)}
                  </span>
                </td>
                <td data-label={texts.state}>
                  <span>
                    <State device={device} />
                  </span>
                </td>
                <td data-label="" className={table.number}>
                  {mayTake(device) ? (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="clay"
                      aria-label={texts.takeOutOf(short(device.log))}
                      onClick={() => {
                        setTaking(device)
                      }}
                    >
                      {texts.takeOut}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <FormModal
        title={texts.takeOutTitle}
        opened={taking !== null}
        danger
        size="sm"
        submit={texts.takeOut}
        onClose={() => {
          setTaking(null)
        }}
        onSubmit={async () => {
          if (taking !== null) await takeOut(taking.log)
          return true
        }}
      >
        <p>{texts.takeOutText}</p>
      </FormModal>
    </Panel>
  )
}

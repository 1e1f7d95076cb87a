import { ActionIcon, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun, type Icon } from '@tabler/icons-react'
import type { JSX } from 'react'
import { shellTexts } from '../texts/shell.ts'

const schemes = (): { value: MantineColorScheme; label: string; icon: Icon }[] => [
  { value: 'auto', label: shellTexts.schemeAuto, icon: IconDeviceDesktop },
  { value: 'light', label: shellTexts.schemeLight, icon: IconSun },
  { value: 'dark', label: shellTexts.schemeDark, icon: IconMoon },
]

/** Light, dark, or like the system. */
export const SchemeSwitch = (): JSX.Element => {
  // Without `keepTransitions` Mantine injects a style element, which the content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={shellTexts.scheme} title={shellTexts.scheme}>
          {colorScheme === 'dark' ? <IconMoon size={18} stroke={1.6} /> : <IconSun size={18} stroke={1.6} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes().map(({ value, label, icon: Sign }) => (
          <Menu.Item
            key={value}
            leftSection={<Sign size={16} stroke={1.6} />}
            rightSection={colorScheme === value ? <IconCheck size={15} /> : null}
            aria-current={colorScheme === value}
            onClick={() => {
              setColorScheme(value)
            }}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

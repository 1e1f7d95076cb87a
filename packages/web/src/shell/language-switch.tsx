import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { useStore } from '../api/store.ts'
import { activeStore } from '../language/active.ts'
import { languages, type Digits, type Language } from '../language/languages.ts'
import { chooseDigits, chooseLanguage } from '../language/switch.ts'
import { languageTexts as texts } from '../texts/shell.ts'
import { toast } from '../ui/toasts.tsx'

const names = Object.entries(languages).map(([code, { name }]) => ({ code: code as Language, name }))
const digitKinds: readonly { code: Digits; name: string }[] = [
  { code: 'arab', name: '٠١٢٣' },
  { code: 'latn', name: '0123' },
]

const orTell = (change: Promise<void>): void => {
  change.catch(() => {
    toast('fault', texts.failed)
  })
}

const check = <IconCheck size={15} />

/** The language of the interface, each called by its own name, and the digits where a language is read with two kinds. */
export const LanguageSwitch = (): JSX.Element => {
  const active = useStore(activeStore)
  const [opened, setOpened] = useState(false)
  return (
    <Menu position="top-start" withinPortal opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={texts.title} title={texts.title}>
          <IconLanguage size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map(({ code, name }) => (
          <Menu.Item
            key={code}
            lang={code}
            dir={languages[code].direction}
            rightSection={active.language === code ? check : null}
            aria-current={active.language === code}
            onClick={() => {
              orTell(chooseLanguage(code))
            }}
          >
            {name}
          </Menu.Item>
        ))}
        {languages[active.language].ownDigits ? (
          <>
            <Menu.Divider />
            <Menu.Label>{texts.digits}</Menu.Label>
            {digitKinds.map(({ code, name }) => (
              <Menu.Item
                key={code}
                rightSection={active.digits === code ? check : null}
                aria-current={active.digits === code}
                onClick={() => {
                  orTell(chooseDigits(code))
                }}
              >
                <bdi dir="ltr">{name}</bdi>
              </Menu.Item>
            ))}
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}

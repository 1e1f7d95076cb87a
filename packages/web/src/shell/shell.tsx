import { ActionIcon, Drawer, Tooltip } from '@mantine/core'
import {
  IconDots,
  IconKey,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSearch,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, type JSX } from 'react'
import { homeQuery, openLeadCountQuery } from '../api/queries.ts'
import type { OpenSession } from '../api/types.ts'
import { trackJob } from '../jobs/job-store.ts'
import { JobTray } from '../jobs/job-tray.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { keysTexts } from '../texts/keys.ts'
import { count } from '../texts/plural.ts'
import { shellTexts } from '../texts/shell.ts'
import { Foreign } from '../ui/foreign.tsx'
import { LinkIcon } from '../ui/link.tsx'
import { Mark } from '../ui/mark.tsx'
import { IdleNotice } from './idle-notice.tsx'
import { KeyHelp } from './key-help.tsx'
import { useGoKeys, useKeys, type KeyMap } from './keys.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { LockButton } from './lock-button.tsx'
import { useOpens } from '../api/session-store.ts'
import { navItems } from './nav-items.ts'
import { setPref, usePref } from './prefs.ts'
import { SchemeSwitch } from './scheme-switch.tsx'
import classes from './shell.module.css'

interface NavLinksProps {
  items: typeof navItems
  openLeads: number
  narrow?: boolean
  onGo?: () => void
}

const NavLinks = ({ items, openLeads, narrow = false, onGo }: NavLinksProps): JSX.Element => {
  return (
    <ul className={classes.links}>
      {items.map(({ to, label, icon: Sign }) => (
        <li key={to}>
          <Tooltip label={label()} position="right" disabled={!narrow}>
            <Link to={to} className={classes.link} activeOptions={{ exact: to === '/' }} onClick={onGo}>
              <Sign size={20} stroke={1.6} aria-hidden />
              <span className={classes.linkLabel}>{label()}</span>
              {to === '/leads' && openLeads > 0 ? (
                <span className={classes.badge} title={shellTexts.openLeads(openLeads)}>
                  {openLeads > 999 ? '999+' : count(openLeads)}
                </span>
              ) : null}
            </Link>
          </Tooltip>
        </li>
      ))}
    </ul>
  )
}

const Account = ({ session }: { session: OpenSession }): JSX.Element => (
  <div className={classes.account}>
    <Foreign className={classes.member}>{session.member.name}</Foreign>
    <Foreign className={classes.vault}>{session.vault.name}</Foreign>
  </div>
)

const KeysLink = ({ onGo }: { onGo?: () => void }): JSX.Element => (
  <Tooltip label={keysTexts.title}>
    <LinkIcon
      to="/keys"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={keysTexts.title}
      {...(onGo === undefined ? {} : { onClick: onGo })}
    >
      <IconKey size={18} stroke={1.6} />
    </LinkIcon>
  </Tooltip>
)

/** The frame of every page of an open vault. */
export const Shell = ({ session }: { session: OpenSession }): JSX.Element => {
  const narrow = usePref('narrow')
  const [help, setHelp] = useState(false)
  const [more, setMore] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const opensLeads = useOpens('registry', 'evidence')
  const openLeads = useQuery({ ...openLeadCountQuery, enabled: opensLeads }).data ?? 0
  const { opens } = session.member
  const places = useMemo(() => navItems.filter(({ needs }) => needs.every((name) => opens.includes(name))), [opens])
  const runningJob = useQuery(homeQuery).data?.runningJob ?? null
  useEffect(() => {
    // Somebody else started it, or this page before it was loaded again.
    if (runningJob !== null) trackJob(runningJob, null)
  }, [runningJob])
  const onSearchPage = useRouterState({ select: (state) => state.location.pathname === '/search' })

  const keys = useMemo<KeyMap>(() => {
    return {
      '/': () => {
        if (search.current?.offsetParent === null) void navigate({ to: '/search' })
        else search.current?.focus()
        return true
      },
      '?': () => {
        setHelp(true)
        return true
      },
    }
  }, [navigate])
  useKeys(keys)

  useGoKeys(
    useCallback(
      (key: string) => {
        const item = places.find((place) => place.key === key)
        if (item !== undefined) void navigate({ to: item.to })
        return item !== undefined
      },
      [navigate, places],
    ),
  )

  return (
    <div className={classes.shell} data-narrow={narrow}>
      <a className={classes.skip} href="#content">
        {shellTexts.skip}
      </a>

      <nav className={classes.rail} aria-label={shellTexts.navigation}>
        <Link to="/" className={classes.brand}>
          <Mark />
          <span className={classes.linkLabel}>{shellTexts.name}</span>
        </Link>
        <NavLinks items={places} openLeads={openLeads} narrow={narrow} />
        <div className={classes.railFoot}>
          <Account session={session} />
          <div className={classes.railTools}>
            <SchemeSwitch />
            <LanguageSwitch />
            <KeysLink />
            <Tooltip label={shellTexts.help}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={shellTexts.help}
                onClick={() => {
                  setHelp(true)
                }}
              >
                <IconKeyboard size={18} stroke={1.6} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={narrow ? shellTexts.expand : shellTexts.collapse}>
              <ActionIcon
                className={classes.narrowing}
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={narrow ? shellTexts.expand : shellTexts.collapse}
                onClick={() => {
                  setPref('narrow', !narrow)
                }}
              >
                {narrow ? (
                  <IconLayoutSidebarLeftExpand size={18} stroke={1.6} className="mantine-rotate-rtl" />
                ) : (
                  <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} className="mantine-rotate-rtl" />
                )}
              </ActionIcon>
            </Tooltip>
          </div>
        </div>
      </nav>

      <header className={classes.bar}>
        <Link to="/" className={classes.barBrand} aria-label={shellTexts.home}>
          <Mark size={26} />
        </Link>
        <SearchBox ref={search} className={classes.search} />
        <div className={classes.barTools}>
          {onSearchPage ? null : (
            <LinkIcon
              to="/search"
              className={classes.searchIcon}
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={shellTexts.search}
            >
              <IconSearch size={20} stroke={1.6} />
            </LinkIcon>
          )}
          <JobTray />
          <span className={classes.lockWide}>
            <LockButton />
          </span>
          <span className={classes.lockNarrow}>
            <LockButton compact />
          </span>
        </div>
      </header>

      <main className={classes.content} id="content" tabIndex={-1}>
        <Outlet />
      </main>

      <nav className={classes.bottom} aria-label={shellTexts.navigation}>
        <NavLinks items={places.slice(0, 4)} openLeads={openLeads} />
        <button
          type="button"
          className={classes.link}
          aria-haspopup="dialog"
          onClick={() => {
            setMore(true)
          }}
        >
          <IconDots size={20} stroke={1.6} aria-hidden />
          <span className={classes.linkLabel}>{shellTexts.more}</span>
        </button>
      </nav>

      <Drawer
        opened={more}
        onClose={() => {
          setMore(false)
        }}
        position="bottom"
        size="17rem"
        title={shellTexts.more}
      >
        <div className={classes.more}>
          <NavLinks
            items={places.slice(4)}
            openLeads={openLeads}
            onGo={() => {
              setMore(false)
            }}
          />
          <div className={classes.moreFoot}>
            <Account session={session} />
            <div className={classes.railTools}>
              <KeysLink
                onGo={() => {
                  setMore(false)
                }}
              />
              <LanguageSwitch />
              <SchemeSwitch />
            </div>
          </div>
        </div>
      </Drawer>

      <KeyHelp
        opened={help}
        onClose={() => {
          setHelp(false)
        }}
      />
      <IdleNotice idleLockMs={session.idleLockMs} />
    </div>
  )
}

import {
  IconBook2,
  IconDeviceMobile,
  IconHome,
  IconInbox,
  IconPackageExport,
  IconPhotoSearch,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'
import type { Compartment } from '../api/types.ts'
import { shellTexts } from '../texts/shell.ts'

interface NavItem {
  to: '/' | '/people' | '/sources' | '/leads' | '/albums' | '/packages' | '/members' | '/log'
  /** Read when it is shown, in the language of then. */
  label: () => string
  icon: Icon
  /** Second key after G. */
  key: string
  /** Compartments without which nothing would be there to see. */
  needs: readonly Compartment[]
}

/** The places of the interface, in the order of the work. The first four stand in the bar of a phone. */
export const navItems: readonly NavItem[] = [
  { to: '/', label: () => shellTexts.home, icon: IconHome, key: 'h', needs: [] },
  { to: '/people', label: () => shellTexts.people, icon: IconUsers, key: 'p', needs: ['registry'] },
  { to: '/sources', label: () => shellTexts.sources, icon: IconInbox, key: 's', needs: ['evidence'] },
  { to: '/leads', label: () => shellTexts.leads, icon: IconPhotoSearch, key: 'l', needs: ['registry', 'evidence'] },
  { to: '/albums', label: () => shellTexts.albums, icon: IconDeviceMobile, key: 'a', needs: ['registry'] },
  {
    to: '/packages',
    label: () => shellTexts.packages,
    icon: IconPackageExport,
    key: 'k',
    needs: ['registry', 'evidence'],
  },
  { to: '/members', label: () => shellTexts.members, icon: IconUsersGroup, key: 'm', needs: [] },
  { to: '/log', label: () => shellTexts.log, icon: IconBook2, key: 'o', needs: [] },
]

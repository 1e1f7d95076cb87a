import {
  IconBook2,
  IconHome,
  IconInbox,
  IconPackageExport,
  IconPhotoSearch,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'
import { shellTexts } from '../texts/shell.ts'

interface NavItem {
  to: '/' | '/people' | '/sources' | '/leads' | '/packages' | '/log'
  label: string
  icon: Icon
  /** Second key after G. */
  key: string
}

/** The places of the interface, in the order of the work. The first four stand in the bar of a phone. */
export const navItems: readonly NavItem[] = [
  { to: '/', label: shellTexts.home, icon: IconHome, key: 'h' },
  { to: '/people', label: shellTexts.people, icon: IconUsers, key: 'p' },
  { to: '/sources', label: shellTexts.sources, icon: IconInbox, key: 's' },
  { to: '/leads', label: shellTexts.leads, icon: IconPhotoSearch, key: 'l' },
  { to: '/packages', label: shellTexts.packages, icon: IconPackageExport, key: 'k' },
  { to: '/log', label: shellTexts.log, icon: IconBook2, key: 'o' },
]

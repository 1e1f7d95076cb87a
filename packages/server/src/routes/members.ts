import { createRoute } from '@hono/zod-openapi'
import type { MembersView as Roster, Vault } from '@homeward/vault'
import { idParamsSchema } from '../schemas/common.ts'
import { admitSchema, deviceParamsSchema, memberChangeSchema, membersSchema } from '../schemas/members.ts'
import type { MembersView } from '../schemas/views.ts'
import { answers, createRoutes, takes } from './route-parts.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/members',
  responses: answers(membersSchema, 'Who is in the vault; more for coordinators and founders than for others'),
})
const admitRoute = createRoute({
  method: 'post',
  path: '/members',
  request: { body: takes(admitSchema) },
  responses: answers(membersSchema, 'Somebody who joined was admitted by the code that they read aloud'),
})
const changeRoute = createRoute({
  method: 'post',
  path: '/members/{id}',
  request: { params: idParamsSchema, body: takes(memberChangeSchema) },
  responses: answers(membersSchema, 'The name, role or grants of another member were changed, or the own name'),
})
const removeRoute = createRoute({
  method: 'delete',
  path: '/members/{id}',
  request: { params: idParamsSchema },
  responses: answers(membersSchema, 'The member was removed, and what they opened has new keys'),
})
const removeDeviceRoute = createRoute({
  method: 'delete',
  path: '/devices/{log}',
  request: { params: deviceParamsSchema },
  responses: answers(membersSchema, 'The device was taken out: what it writes from now on does not count'),
})
const clearRoute = createRoute({
  method: 'delete',
  path: '/joining',
  responses: answers(membersSchema, 'The requests that waited were cleared'),
})

/** Members, their devices and those who wait (rules M1 to M8). Every change answers how it is then. */
export function memberRoutes() {
  return createRoutes()
    .openapi(listRoute, (c) => c.json(viewOf(c.var.opened.vault), 200))
    .openapi(admitRoute, (c) => {
      const { vault } = c.var.opened
      const { code, ...as } = c.req.valid('json')
      vault.admit(code, as)
      return c.json(viewOf(vault), 200)
    })
    .openapi(changeRoute, (c) => {
      const { vault } = c.var.opened
      vault.changeMember(c.req.valid('param').id, c.req.valid('json'))
      return c.json(viewOf(vault), 200)
    })
    .openapi(removeRoute, (c) => {
      const { vault } = c.var.opened
      vault.removeMember(c.req.valid('param').id)
      return c.json(viewOf(vault), 200)
    })
    .openapi(removeDeviceRoute, (c) => {
      const { vault } = c.var.opened
      vault.removeDevice(c.req.valid('param').log)
      return c.json(viewOf(vault), 200)
    })
    .openapi(clearRoute, (c) => {
      const { vault } = c.var.opened
      vault.clearRequests()
      return c.json(viewOf(vault), 200)
    })
}

/** Whether this member admits, changes and removes others, and so is told more. */
export function manages({ member }: Vault): boolean {
  return member.role === 'coordinator' || member.role === 'founder'
}

function viewOf(vault: Vault): MembersView {
  const roster = vault.members()
  const isManager = manages(vault)
  const isOwn = (id: string): boolean => id === vault.member.id
  return {
    members: roster.members.map(({ grants, rehearsed, ...member }) => ({
      ...member,
      isOwn: isOwn(member.id),
      ...(isManager || isOwn(member.id) ? { grants, rehearsed } : {}),
    })),
    devices: devicesOf(roster, vault, (id) => isManager || isOwn(id)),
    waiting: isManager ? roster.joining.length : 0,
    damagedRequests: isManager ? roster.damagedJoining.length : 0,
    restorers: roster.restorers,
    contested: roster.contested,
    ailing: roster.ailing,
  }
}

function devicesOf(roster: Roster, vault: Vault, isTold: (member: string) => boolean): MembersView['devices'] {
  return roster.devices
    .filter(({ member }) => isTold(member))
    .map(({ log, member, isActive }) => ({ log, member, isActive, isThis: log === vault.device.logId }))
}

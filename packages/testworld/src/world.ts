import { inventAlbumAnswers } from './album-answers.ts'
import { inventMembers } from './chat-members.ts'
import { inventPeople } from './people.ts'
import { createStream } from './stream.ts'
import { marketChat } from './telegram-export.ts'
import { TestworldError } from './testworld-error.ts'
import type { FamilyPhoto, PlannedPicture, TelegramChat, Transformation, WhatsappChat, World } from './world-types.ts'

/** How much to invent: rows of the families' file, and messages of the market chat. */
export type WorldOptions = { seed: number | string; people: number; messages: number }

/** A copy of a family's picture as a messenger would make it: smaller, or the same size and coarser. */
const copyOf = (seed: string, key: string, photo: FamilyPhoto): Transformation => {
  const stream = createStream(seed, `copy/${key}`)
  if (stream.chance(0.3)) {
    return { kind: 'recompressed', width: photo.width, height: photo.height, quality: stream.between(40, 70) }
  }
  const long = Math.max(photo.width, photo.height)
  const scale = stream.pick([320, 480, 640, 800]) / long
  const [width, height] = [Math.round(photo.width * scale), Math.round(photo.height * scale)]
  return { kind: 'resized', width, height, quality: stream.between(55, 85) }
}

const scenePicture = (seed: string, key: string): PlannedPicture => {
  const stream = createStream(seed, `size/${key}`)
  const width = stream.between(480, 1280)
  const height = Math.round(width * stream.pick([0.6, 0.75, 1, 1.25]))
  return {
    person: null,
    drawing: { kind: 'scene', key },
    transformation: { kind: 'resized', width, height, quality: stream.between(75, 90) },
  }
}

/** Chooses `planted` people with a picture of their own and mixes copies of theirs with `scenes` other pictures. */
const mixPictures = (world: Pick<World, 'seed' | 'people'>, key: string, planted: number, scenes: number) => {
  const stream = createStream(world.seed, `plant/${key}`)
  const withPhoto = world.people.filter((person) => person.photo !== null && person.photo.copyOf === null)
  const copies = stream
    .shuffle(withPhoto)
    .slice(0, planted)
    .flatMap((person): PlannedPicture[] => {
      if (person.photo === null) return []
      const transformation = copyOf(world.seed, `${key}/${person.id}`, person.photo)
      return [{ person: person.id, drawing: person.photo.drawing, transformation }]
    })
  const others = Array.from({ length: scenes }, (_, order) => scenePicture(world.seed, `scene/${key}/${order}`))
  return stream.shuffle([...copies, ...others])
}

const accountChats = (world: Pick<World, 'seed' | 'people'>): TelegramChat[] => [
  {
    key: 'account/neighbour',
    title: 'Şofêrê otobusê 🚌',
    type: 'personal_chat',
    id: 310_000_001,
    members: inventMembers(world.seed, 'account/neighbour', 2, ['kurmanji'], false),
    messages: 24,
    controlEscapes: 0,
    pictures: mixPictures(world, 'account/neighbour', 1, 1),
  },
  {
    key: 'account/bakery',
    title: 'نانەواخانەی خوارەوە',
    type: 'private_group',
    id: 310_000_002,
    members: inventMembers(world.seed, 'account/bakery', 5, ['sorani', 'arabic'], false),
    messages: 36,
    controlEscapes: 0,
    pictures: mixPictures(world, 'account/bakery', 1, 2),
  },
]

const whatsappChats = (world: Pick<World, 'seed' | 'people'>): WhatsappChat[] => {
  const chat = (
    plan: Pick<WhatsappChat, 'key' | 'title' | 'dialect' | 'packing' | 'messages'>,
    languages: Parameters<typeof inventMembers>[3],
    planted: number,
    scenes: number,
  ): WhatsappChat => ({
    ...plan,
    members: inventMembers(world.seed, `whatsapp/${plan.key}`, 6, languages, false),
    pictures: mixPictures(world, `whatsapp/${plan.key}`, planted, scenes),
  })
  const iosEnglish = chat(
    { key: 'ios-english', title: 'Bus to the spring', dialect: 'ios-english', packing: 'zip', messages: 70 },
    ['english', 'kurmanji'],
    2,
    2,
  )
  // Somebody who is not among the exporter's contacts: a number between marks, with no-break spaces.
  const stranger = { id: '0', name: '\u202A+000\u00A000\u00A00000\u00A0003\u202C', language: 'english' } as const
  return [
    chat(
      { key: 'android-english', title: 'Cats of the lane', dialect: 'android-english', packing: 'zip', messages: 90 },
      ['english', 'kurmanji', 'arabic'],
      2,
      3,
    ),
    chat(
      { key: 'android-arabic', title: 'أدوات الورشة', dialect: 'android-arabic', packing: 'zip', messages: 60 },
      ['arabic'],
      1,
      2,
    ),
    { ...iosEnglish, members: [...iosEnglish.members.slice(0, 5), stranger] },
    chat(
      { key: 'ios-arabic', title: 'طقس القرية', dialect: 'ios-arabic', packing: 'folder', messages: 60 },
      ['arabic', 'sorani'],
      1,
      2,
    ),
    chat(
      { key: 'undecidable', title: 'Lamp in the lane', dialect: 'undecidable', packing: 'text', messages: 40 },
      ['english'],
      0,
      0,
    ),
  ]
}

const checkCount = (name: string, value: number, limit: number): void => {
  if (Number.isSafeInteger(value) && value >= 0 && value <= limit) return
  throw new TestworldError('OPTION_INVALID', `The number of ${name} must be a whole number from 0 to ${limit}.`)
}

/**
 * Invents a world: people in families, chats and where pictures are planted. Plain data, equal for equal options on
 * every machine; pictures and messages are only made by `writeWorld`. Everything is drawn from tables in this package.
 * Throws TestworldError OPTION_INVALID.
 */
export const generateWorld = (options: WorldOptions): World => {
  checkCount('people', options.people, 100_000)
  checkCount('messages', options.messages, 10_000_000)
  const seed = String(options.seed)
  const people = inventPeople(seed, options.people)
  const base = { seed, people }
  const withPhoto = people.filter((person) => person.photo !== null).length
  const roomForPictures = Math.max(0, Math.floor((options.messages - 8) / 3))
  const planted = Math.min(Math.max(3, Math.round(withPhoto * 0.3)), Math.ceil(roomForPictures * 0.7))
  const scenes = Math.min(Math.max(4, Math.min(240, Math.round(options.messages / 60))), roomForPictures - planted)
  return {
    ...base,
    albumAnswers: inventAlbumAnswers(seed, people),
    telegram: {
      ...marketChat(seed, options.messages, Math.min(2, Math.floor(options.messages / 20))),
      pictures: mixPictures(base, 'market', planted, scenes),
    },
    account: accountChats(base),
    whatsapp: whatsappChats(base),
    pictures: mixPictures(base, 'pictures', 3, 4),
  }
}

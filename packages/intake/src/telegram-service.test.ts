import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeService, knownActions } from './telegram-service.ts'

const m = { actor: 'Mara' }

/** Every action of Telegram Desktop's JSON export at commit 929032d5 (chats.md §1.2), with fields as its writer names them. */
const cases: [string, Record<string, unknown>, string][] = [
  [
    'create_group',
    { title: 'Tools', members: ['Mara', null] },
    'Mara created the group “Tools” with Mara, a deleted account',
  ],
  ['edit_group_title', { title: 'Cats' }, 'Mara changed the title to “Cats”'],
  ['edit_group_photo', { photo: 'photos/p.jpg' }, 'Mara changed the group photo'],
  ['delete_group_photo', {}, 'Mara removed the group photo'],
  ['invite_members', { members: ['Omar'] }, 'Mara added Omar'],
  ['remove_members', { members: ['Omar', 'Lea'] }, 'Mara removed Omar, Lea'],
  ['join_group_by_link', { inviter: null }, 'Mara joined by an invite link from a deleted account'],
  ['join_group_by_request', {}, 'Mara joined after a request'],
  ['create_channel', { title: 'Weather' }, 'Mara created the channel “Weather”'],
  ['migrate_to_supergroup', {}, 'Mara turned this group into a supergroup'],
  ['migrate_from_group', { title: 'Old' }, 'Mara turned the group “Old” into this supergroup'],
  ['pin_message', { message_id: 2 }, 'Mara pinned message 2'],
  ['clear_history', {}, 'Mara cleared the history'],
  ['score_in_game', { game_message_id: 3, score: 40 }, 'Mara scored 40 in the game of message 3'],
  [
    'send_payment',
    { amount: 500, currency: 'EUR', invoice_message_id: 4, recurring: 'used' },
    'Mara paid 500 EUR (invoice message 4, used)',
  ],
  ['refunded_payment', { amount: 5, currency: 'XTR', peer_name: 'Shop' }, 'Shop refunded 5 XTR'],
  ['phone_call', { duration_seconds: 33, discard_reason: 'hangup' }, 'Mara called (33 s, hangup)'],
  ['conference_call', { is_active: false, is_missed: true }, 'Mara started a conference call (missed)'],
  ['take_screenshot', {}, 'Mara took a screenshot'],
  ['attach_menu_bot_allowed', {}, 'Mara allowed a bot in the attachment menu to send messages'],
  ['web_app_bot_allowed', {}, "Mara allowed a web app's bot to send messages"],
  ['allow_sending_messages', { reason_domain: 'example.org' }, 'Mara allowed a bot to send messages (example.org)'],
  ['send_passport_values', { values: ['email', 'phone'] }, 'Mara sent passport data (email, phone)'],
  ['joined_telegram', {}, 'Mara joined Telegram'],
  ['proximity_reached', { from: 'Omar', to: 'Lea', distance: 50 }, 'Omar came within 50 m of Lea'],
  ['requested_phone_number', {}, 'Mara requested a phone number'],
  ['group_call', { duration: 60 }, 'Mara started a group call (60 s)'],
  ['invite_to_group_call', { members: ['Omar'] }, 'Mara invited Omar to a group call'],
  ['group_call_scheduled', { schedule_date: 1_688_299_200 }, 'Mara scheduled a group call for 2023-07-02T12:00 UTC'],
  ['set_messages_ttl', { period: 86_400 }, 'Mara set messages to be deleted after 86400 s'],
  ['edit_chat_theme', { emoticon: '🐈' }, 'Mara changed the chat theme to “🐈”'],
  ['send_webview_data', { text: 'Order' }, 'Mara sent data from the web app button “Order”'],
  ['send_premium_gift', { cost: '10 EUR', months: 3 }, 'Mara gave a premium subscription (cost 10 EUR, months 3)'],
  ['topic_created', { title: 'Rain' }, 'Mara created the topic “Rain”'],
  [
    'topic_edit',
    { new_title: 'Snow', new_icon_emoji_id: '5312536423851630001' },
    'Mara changed the topic (title Snow, icon 5312536423851630001)',
  ],
  ['suggest_profile_photo', { photo: 'photos/p.jpg' }, 'Mara suggested a profile photo'],
  ['requested_peer', { button_id: 1, peers: '[7]' }, 'Mara shared contacts or chats with a bot (button 1)'],
  ['gift_code_prize', { months: 6, unclaimed: true }, 'Mara gave a gift code (months 6, unclaimed)'],
  ['giveaway_launch', {}, 'Mara started a giveaway'],
  ['giveaway_results', { winners: 3, unclaimed: 1 }, 'Giveaway ended (winners 3, unclaimed 1)'],
  ['set_chat_wallpaper', {}, 'Mara set a wallpaper for this chat'],
  ['set_same_chat_wallpaper', { message_id: 9 }, 'Mara set the wallpaper of message 9'],
  ['boost_apply', { boosts: 2 }, 'Mara boosted the group 2 times'],
  ['send_stars_gift', { cost: '1 EUR', stars: 50 }, 'Mara gave stars (cost 1 EUR, stars 50)'],
  ['send_ton_gift', { cost: '1 EUR', amount_whole: '2', amount_nano: '0' }, 'Mara gave TON (cost 1 EUR, amount 2)'],
  [
    'stars_prize',
    { boost_peer_name: 'Weather', stars: 100, is_unclaimed: true },
    'Prize of 100 stars from Weather (unclaimed)',
  ],
  [
    'send_star_gift',
    { stars: 15, gift_text: [{ type: 'plain', text: 'for you' }] },
    'Mara sent a star gift (stars 15): for you',
  ],
  ['paid_messages_refund', { messages_count: 2, stars_count: 10 }, 'Mara refunded 10 stars for 2 messages'],
  ['paid_messages_price_change', { price_stars: 5 }, 'Mara changed the price of a message to 5 stars'],
  ['todo_completions', { completed: [1], incompleted: [] }, 'Mara marked tasks (done 1)'],
  [
    'todo_append_tasks',
    {
      items: [
        { text: 'rake', id: 1 },
        { text: 'saw', id: 2 },
      ],
    },
    'Mara added tasks (rake, saw)',
  ],
  ['process_suggested_post', { rejected: true, comment: 'too long' }, 'Mara declined a suggested post (too long)'],
  ['suggested_post_success', {}, 'A suggested post was paid for'],
  ['suggested_post_refund', { user_initiated: true }, 'A suggested post was refunded (on the payer’s wish)'],
]

test('I9 each of the 54 service actions has a plain sentence', () => {
  assert.equal(cases.length, 54)
  assert.deepEqual(knownActions.toSorted(), cases.map(([action]) => action).toSorted())
  for (const [action, fields, sentence] of cases) assert.equal(describeService({ ...m, action, ...fields }), sentence)
})

test('I9 a name that is written from the right stands in an isolate that it cannot leave', () => {
  assert.equal(
    describeService({ actor: 'زيد', action: 'invite_members', members: ['ئازاد', 'Omar'] }),
    '\u2068زيد\u2069 added \u2068ئازاد\u2069, Omar',
  )
  const leaving = describeService({ actor: 'Mara', action: 'edit_group_title', title: 'a\u2069\u202Eb' })
  assert.equal(leaving, 'Mara changed the title to “\u2068a\u202Eb\u2069”')
})

test('I9 a sentence is given whatever the fields hold', () => {
  for (const action of [...knownActions, '__proto__', 'constructor', '', 7])
    for (const value of [null, {}, [], [null], 'x', 1e30, true]) {
      const fields = Object.fromEntries(
        ['actor', 'title', 'members', 'items', 'values', 'gift_text', 'schedule_date', 'completed'].map((key) => [
          key,
          value,
        ]),
      )
      assert.equal(typeof describeService({ ...fields, action }), 'string')
    }
})

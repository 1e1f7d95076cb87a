import { wording } from '@homeward/format'

/** Why phones are not listened for: a closed list (rule S72). What is wrong with a given certificate is said in its own words. */
export const phoneWords = wording({
  locked: 'The vault is locked.',
  'no-certificate': 'There is no certificate for phones yet. A coordinator makes it.',
  'port-in-use': 'Port {port} is in use by another program. Start the server with another one.',
  'no-address': 'This computer does not have the address on which phones are to be listened for.',
  'not-listened': 'Phones cannot be listened for. Look at the terminal in which the server runs.',
})

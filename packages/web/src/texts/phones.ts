import { messages, say } from '../language/messages.ts'

/** Words of the page about phones: the listener that they reach and the certificate that they install. */
export const phonesTexts = messages('phones', {
  tab: 'Phones',
  title: 'Phones',
  below: 'A door of their own, through which phones reach albums and nothing else of the vault.',
  listening: 'Phones can come',
  listeningHint: 'At this address, while the vault is open.',
  listeningGivenHint: 'At this address, under a certificate that was given when the server was started.',
  notListening: 'No phone can come',
  off: 'The server was not started for phones. Start it with:',
  command: 'homeward serve --phones 192.168.1.20:4790',
  offHint: 'In the place of 192.168.1.20 goes the address of this computer in your network.',
  address: 'Address',
  qr: say((url: string) => ({ url }), 'The address {url} as a code for the camera of a phone'),
  scan: 'Read this code with the camera of the phone, and follow the page that opens.',
  until: 'The server’s own certificate serves until',
  certificate: 'The certificate that phones install',
  certificateHint: 'It lets phones know this organisation’s server. It can vouch for nothing else.',
  none: 'No certificate yet',
  noneText:
    'Phones trust no server that they do not know. Make a certificate for this organisation; each phone installs it once.',
  noneAsk: 'A coordinator makes it here.',
  make: 'Make a certificate',
  makeTitle: 'Make a certificate for phones',
  makeSubmit: 'Make it',
  renew: 'Make another one',
  renewTitle: 'Make another certificate',
  renewText:
    'It takes the place of the one that is there, whose key is destroyed. No phone can come until it has installed the new one. Remove the old one on every phone.',
  made: 'The certificate was made',
  names: 'Names and addresses',
  namesHint:
    'Under which phones open this computer, one a line: 192.168.1.20, or album.example. If the address changes now and then, the private network: 192.168.1.0/24.',
  shownAs: 'Phones list it as',
  shownAsHint: 'Whoever looks through a phone reads it. Choose words that tell nothing.',
  usualName: 'Office server',
  fingerprint: 'Fingerprint (SHA-256)',
  compare:
    'Before a phone trusts the certificate, compare all of this with what the settings of the phone show. If anything differs, somebody else answered the phone: do not go on.',
  goodFor: 'Vouches for',
  ends: 'Phones accept it until',
  soon: 'That is soon. Make another one and set up every phone again.',
  save: 'Save the certificate',
  saveHint: 'To carry it to a phone by cable.',
  given: 'There is nothing to install on phones: the server was started with a certificate of its own.',
})

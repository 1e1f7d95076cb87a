/**
 * The words of the page on which a phone is set up, in English. Those of the other languages lie in `packages/server/locales`, one file a
 * language, under the ids `install.` and the key (`npm run texts` brings them in line).
 */
export const guideTexts = {
  title: 'Set up this phone',
  languages: 'Languages',
  nothingToInstall:
    'There is nothing to install: this server has a certificate that phones know already. If your phone showed a warning before this page, stop here and tell the person who gave you the address.',
  openAlbum: 'Open the album',
  whatFor:
    'The album comes from a server of the organisation that invited you. Your phone does not know that server yet. You install one small file, a certificate, and compare a row of letters and digits with the screen in the office. This takes about five minutes and is done once.',
  warningTitle: 'Before you begin',
  warning:
    'Your phone warned you before it showed this page, and it was right: until you have compared, nothing protects this page. Somebody else in the same network could show you one that looks the same. Do this in the office, beside the person who invited you. Until the comparison is done, type no PIN, no code and no name here.',
  getTitle: '1. Get the certificate',
  get: 'Download the certificate',
  getOther: 'The person in the office can also give you this file by cable. That is as good.',
  installTitle: '2. Compare, then install',
  compare:
    'The fingerprint is 64 letters and digits in pairs (SHA-256). Compare all of them with the screen in the office. If one differs, do not install, or remove what you installed, and say so at once. Only what the phone’s own settings show counts: this page shows no fingerprint on purpose.',
  ios: 'iPhone and iPad',
  'ios.1': 'Open this page in Safari, download the certificate and allow it.',
  'ios.2': 'Open Settings. Near the top it says “Profile Downloaded”. Tap it.',
  'ios.3':
    'Tap “More Details”, then the certificate. Under “Fingerprints” compare SHA-256 with the screen in the office.',
  'ios.4': 'If all of it is the same, go back, tap “Install” and enter the code of the phone.',
  'ios.5': 'Open Settings, General, About, Certificate Trust Settings, and switch this certificate on.',
  'ios.remove': 'Settings, General, VPN & Device Management, then the profile, “Remove Profile”.',
  android: 'Android',
  'android.1': 'Open this page in Chrome and download the certificate. The phone needs a screen lock.',
  'android.2':
    'Open Settings and search for “CA certificate”. Android warns you once more; choose “Install anyway” and then the file that you downloaded.',
  'android.3':
    'Search the settings for “Trusted credentials”, open the tab “User” and tap the certificate. Compare the SHA-256 fingerprint with the screen in the office. If anything differs, tap “Remove” at once.',
  'android.4':
    'Android will say now and then that the network may be monitored. It says so for every certificate that was added by hand.',
  'android.remove': 'Settings, search for “Trusted credentials”, tab “User”, then the certificate, “Remove”.',
  computer: 'A computer',
  'computer.1': 'Download the certificate and open its details before you install it. Compare the SHA-256 fingerprint.',
  'computer.2': 'Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import, trust it for websites.',
  'computer.3':
    'Chrome and Edge on Windows: open the file, Install Certificate, Current User, “Trusted Root Certification Authorities”.',
  'computer.4': 'Safari and Chrome on a Mac: open the file, then in Keychain Access set it to “Always Trust” for SSL.',
  'computer.remove': 'In the same place, choose the certificate and delete it.',
  workedTitle: '3. See that it worked',
  worked:
    'Close this page and open it again. If no warning comes any more, your phone knows the server. Then open the album.',
  meansTitle: 'What the certificate can do',
  means:
    'With it your phone believes one thing: that this server is the one it says it is. It is bound to these names and addresses and can stand for no other page, not for your bank and not for your mail:',
  meansNot:
    'It cannot read anything on your phone or see what other pages you open. Whoever looks through the settings of your phone sees it under the name',
  removeTitle: 'Remove it again',
  removeWhy: 'When you do not need the album any more:',
} as const

/** A key of the catalogue. */
export type GuideKey = keyof typeof guideTexts

/** What is told for each kind of phone: its name, the steps, and how the certificate is removed again. */
export const guidePhones = [
  { name: 'ios', steps: ['ios.1', 'ios.2', 'ios.3', 'ios.4', 'ios.5'], remove: 'ios.remove' },
  { name: 'android', steps: ['android.1', 'android.2', 'android.3', 'android.4'], remove: 'android.remove' },
  { name: 'computer', steps: ['computer.1', 'computer.2', 'computer.3', 'computer.4'], remove: 'computer.remove' },
] as const satisfies readonly { name: GuideKey; steps: readonly GuideKey[]; remove: GuideKey }[]

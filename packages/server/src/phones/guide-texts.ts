/** The words of the page on which a phone is set up: one catalogue, so that they can be translated in one place. */
export const guideTexts = {
  title: 'Set up this phone',
  language: 'en',
  direction: 'ltr',
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
  phones: [
    {
      name: 'iPhone and iPad',
      steps: [
        'Open this page in Safari, download the certificate and allow it.',
        'Open Settings. Near the top it says “Profile Downloaded”. Tap it.',
        'Tap “More Details”, then the certificate. Under “Fingerprints” compare SHA-256 with the screen in the office.',
        'If all of it is the same, go back, tap “Install” and enter the code of the phone.',
        'Open Settings, General, About, Certificate Trust Settings, and switch this certificate on.',
      ],
      remove: 'Settings, General, VPN & Device Management, then the profile, “Remove Profile”.',
    },
    {
      name: 'Android',
      steps: [
        'Open this page in Chrome and download the certificate. The phone needs a screen lock.',
        'Open Settings and search for “CA certificate”. Android warns you once more; choose “Install anyway” and then the file that you downloaded.',
        'Search the settings for “Trusted credentials”, open the tab “User” and tap the certificate. Compare the SHA-256 fingerprint with the screen in the office. If anything differs, tap “Remove” at once.',
        'Android will say now and then that the network may be monitored. It says so for every certificate that was added by hand.',
      ],
      remove: 'Settings, search for “Trusted credentials”, tab “User”, then the certificate, “Remove”.',
    },
    {
      name: 'A computer',
      steps: [
        'Download the certificate and open its details before you install it. Compare the SHA-256 fingerprint.',
        'Firefox: Settings, Privacy & Security, View Certificates, Authorities, Import, trust it for websites.',
        'Chrome and Edge on Windows: open the file, Install Certificate, Current User, “Trusted Root Certification Authorities”.',
        'Safari and Chrome on a Mac: open the file, then in Keychain Access set it to “Always Trust” for SSL.',
      ],
      remove: 'In the same place, choose the certificate and delete it.',
    },
  ],
  workedTitle: '3. See that it worked',
  worked:
    'Close this page and open it again. If no warning comes any more, your phone knows the server. Then open the album.',
  removeTitle: 'Remove it again',
  removeWhy: 'When you do not need the album any more:',
  meansTitle: 'What the certificate can do',
  means:
    'With it your phone believes one thing: that this server is the one it says it is. It is bound to these names and addresses and can stand for no other page, not for your bank and not for your mail:',
  meansNot:
    'It cannot read anything on your phone or see what other pages you open. Whoever looks through the settings of your phone sees it under the name',
} as const

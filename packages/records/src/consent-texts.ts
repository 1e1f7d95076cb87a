import type { ConsentLanguage, ConsentScope, Purpose } from './consent-types.ts'

/** The words of consent in one language, everything that whoever is asked reads or hears. */
export interface ConsentWording {
  /** The language in its own words. */
  name: string
  direction: 'ltr' | 'rtl'
  /** `machine`: translated by a machine and not yet read by somebody who grew up with the language. */
  madeBy: 'author' | 'machine'
  purposes: Readonly<Record<Purpose, { question: string; words: string }>>
  about: string
  parts: Readonly<Record<ConsentScope, string>>
  free: string
  yes: string
  no: string
  notNow: string
  aloud: string
  quiet: string
  back: string
  thanks: string
  said: string
  handBack: string
}

/** One version of the words. A version that somebody was asked with never changes; new words are a new version. */
export interface ConsentTextVersion {
  version: string
  languages: Readonly<Record<ConsentLanguage, ConsentWording>>
}

/** All versions of the words, the newest first. What is `machine` waits for native review. */
export const consentTexts: readonly [ConsentTextVersion, ...ConsentTextVersion[]] = [
  {
    version: '1',
    languages: {
      en: {
        name: 'English',
        direction: 'ltr',
        madeBy: 'author',
        purposes: {
          album: {
            question: 'May we show this in our album to people who came back?',
            words:
              'They look at the pictures on our phone, with one of us beside them. Somebody may recognise the person and tell us where they were seen. The pictures stay on our phone.',
          },
          tracing: {
            question: 'May we give this to organisations that look for missing people?',
            words:
              'They compare it with their own lists. They keep a copy. We cannot be sure to get back what they were given.',
          },
          'platform-notice': {
            question: 'May we use this when we report a page or a post?',
            words:
              'We write to the company that runs the page, and ask it to take the page down or to keep the proof. The company gets only what the report needs, and keeps a copy.',
          },
          'legal-case': {
            question: 'May we give this to a court or a lawyer?',
            words:
              'It can be used as evidence, for years. Other sides of the case may see it. A court may keep it even if the yes is taken back.',
          },
          figures: {
            question: 'May we count this in figures that we publish?',
            words:
              'We publish numbers alone, such as how many people are missing from a place. There is no name and no picture in them.',
          },
          media: {
            question: 'May we give this to newspapers, radio, television or the internet?',
            words:
              'Anybody can see it then, for ever. Nobody can take it back. Whoever knows the person can recognise them.',
          },
        },
        about: 'This is about:',
        parts: {
          names: 'the names',
          details: 'what is known about the person',
          photos: 'the photos',
          statements: 'what was said about the person',
        },
        free: 'You are free to say no. Nothing gets worse for you. You can take a yes back at any time; from then on we stop.',
        yes: 'Yes',
        no: 'No',
        notNow: 'Not now',
        aloud: 'Read aloud',
        quiet: 'Stop reading',
        back: 'Back',
        thanks: 'Thank you',
        said: 'This is what you said:',
        handBack: 'Please give the device back now.',
      },
      ar: {
        name: 'العربية',
        direction: 'rtl',
        madeBy: 'machine',
        purposes: {
          album: {
            question: 'هل يجوز لنا أن نعرض هذا في ألبومنا على أشخاص عادوا؟',
            words:
              'ينظرون إلى الصور على هاتفنا وأحدنا إلى جانبهم. قد يتعرف أحدهم على الشخص ويخبرنا أين شوهد. تبقى الصور على هاتفنا.',
          },
          tracing: {
            question: 'هل يجوز لنا أن نعطي هذا لمنظمات تبحث عن المفقودين؟',
            words: 'تقارنه بقوائمها. تحتفظ بنسخة منه. لا نستطيع أن نضمن استرجاع ما أُعطي لها.',
          },
          'platform-notice': {
            question: 'هل يجوز لنا أن نستخدم هذا عندما نبلّغ عن صفحة أو منشور؟',
            words:
              'نكتب إلى الشركة التي تدير الصفحة، ونطلب منها إزالة الصفحة أو حفظ الدليل. لا تحصل الشركة إلا على ما يحتاجه البلاغ، وتحتفظ بنسخة.',
          },
          'legal-case': {
            question: 'هل يجوز لنا أن نعطي هذا لمحكمة أو لمحامٍ؟',
            words:
              'يمكن أن يُستخدم دليلاً لسنوات. قد تراه الأطراف الأخرى في القضية. قد تحتفظ به المحكمة حتى بعد سحب الموافقة.',
          },
          figures: {
            question: 'هل يجوز لنا أن نحسب هذا في أرقام ننشرها؟',
            words: 'ننشر أعداداً فقط، مثل عدد المفقودين من مكان ما. ليس فيها اسم ولا صورة.',
          },
          media: {
            question: 'هل يجوز لنا أن نعطي هذا للصحف أو الإذاعة أو التلفزيون أو الإنترنت؟',
            words:
              'يستطيع أي شخص أن يراه بعد ذلك، إلى الأبد. لا أحد يستطيع استرجاعه. من يعرف الشخص يستطيع أن يتعرف عليه.',
          },
        },
        about: 'يتعلق هذا بما يلي:',
        parts: {
          names: 'الأسماء',
          details: 'ما هو معروف عن الشخص',
          photos: 'الصور',
          statements: 'ما قيل عن الشخص',
        },
        free: 'يمكن قول لا بكل حرية. لن يسوء شيء بسبب ذلك. يمكن سحب الموافقة في أي وقت، ومن تلك اللحظة نتوقف.',
        yes: 'نعم',
        no: 'لا',
        notNow: 'ليس الآن',
        aloud: 'اقرأ بصوت عالٍ',
        quiet: 'أوقف القراءة',
        back: 'رجوع',
        thanks: 'شكراً',
        said: 'هذا ما قيل:',
        handBack: 'يرجى إعادة الجهاز الآن.',
      },
      ckb: {
        name: 'کوردیی ناوەندی',
        direction: 'rtl',
        madeBy: 'machine',
        purposes: {
          album: {
            question: 'دەتوانین ئەمە لە ئەلبومەکەماندا پیشانی ئەو کەسانە بدەین کە گەڕاونەتەوە؟',
            words:
              'ئەوان لەسەر تەلەفۆنی ئێمە سەیری وێنەکان دەکەن و یەکێک لە ئێمە لە تەنیشتیانە. ڕەنگە یەکێک کەسەکە بناسێتەوە و پێمان بڵێت لە کوێ بینراوە. وێنەکان لەسەر تەلەفۆنی ئێمە دەمێننەوە.',
          },
          tracing: {
            question: 'دەتوانین ئەمە بدەین بەو ڕێکخراوانەی کە بەدوای بێسەروشوێناندا دەگەڕێن؟',
            words:
              'لەگەڵ لیستەکانی خۆیان بەراوردی دەکەن. کۆپییەکی هەڵدەگرن. دڵنیا نین لەوەی کە پێیان دراوە بتوانین وەریبگرینەوە.',
          },
          'platform-notice': {
            question: 'دەتوانین ئەمە بەکاربهێنین کاتێک سکاڵا لەسەر پەڕەیەک یان بڵاوکراوەیەک دەکەین؟',
            words:
              'بۆ ئەو کۆمپانیایە دەنووسین کە پەڕەکە بەڕێوە دەبات، و داوای لێ دەکەین پەڕەکە لاببات یان بەڵگەکە بپارێزێت. کۆمپانیاکە تەنها ئەوە وەردەگرێت کە سکاڵاکە پێویستی پێیەتی، و کۆپییەکی هەڵدەگرێت.',
          },
          'legal-case': {
            question: 'دەتوانین ئەمە بدەین بە دادگا یان پارێزەر؟',
            words:
              'دەکرێت ساڵانێک وەک بەڵگە بەکاربهێنرێت. ڕەنگە لایەنەکانی تری دۆسیەکە بیبینن. ڕەنگە دادگا بیهێڵێتەوە، تەنانەت ئەگەر ڕەزامەندییەکە بکشێنرێتەوە.',
          },
          figures: {
            question: 'دەتوانین ئەمە لەو ژمارانەدا بژمێرین کە بڵاویان دەکەینەوە؟',
            words: 'تەنها ژمارە بڵاو دەکەینەوە، وەک ئەوەی چەند کەس لە شوێنێک بێسەروشوێنن. نە ناو و نە وێنەی تێدایە.',
          },
          media: {
            question: 'دەتوانین ئەمە بدەین بە ڕۆژنامە، ڕادیۆ، تەلەڤزیۆن یان ئینتەرنێت؟',
            words:
              'دوای ئەوە هەموو کەسێک دەتوانێت بیبینێت، بۆ هەمیشە. کەس ناتوانێت بیگەڕێنێتەوە. ئەوانەی کەسەکە دەناسن دەتوانن بیناسنەوە.',
          },
        },
        about: 'ئەمە دەربارەی:',
        parts: {
          names: 'ناوەکان',
          details: 'ئەوەی دەربارەی کەسەکە زانراوە',
          photos: 'وێنەکان',
          statements: 'ئەوەی دەربارەی کەسەکە وتراوە',
        },
        free: 'ئازادیت بڵێیت نەخێر. هیچ شتێک بۆ تۆ خراپتر نابێت. هەر کاتێک بتەوێت دەتوانیت ڕەزامەندییەکەت بکشێنیتەوە؛ لەو کاتەوە دەوەستین.',
        yes: 'بەڵێ',
        no: 'نەخێر',
        notNow: 'ئێستا نا',
        aloud: 'بە دەنگ بیخوێنەوە',
        quiet: 'خوێندنەوە بوەستێنە',
        back: 'گەڕانەوە',
        thanks: 'سوپاس',
        said: 'ئەمە ئەوەیە کە وتت:',
        handBack: 'تکایە ئێستا ئامێرەکە بگەڕێنەوە.',
      },
      kmr: {
        name: 'Kurmancî',
        direction: 'ltr',
        madeBy: 'machine',
        purposes: {
          album: {
            question: 'Em dikarin vê di albûma xwe de nîşanî kesên ku vegeriyane bidin?',
            words:
              'Ew li ser telefona me li wêneyan dinêrin û yek ji me li cem wan e. Dibe ku kesek wî kesî nas bike û ji me re bêje ku li ku hatiye dîtin. Wêne li ser telefona me dimînin.',
          },
          tracing: {
            question: 'Em dikarin vê bidin rêxistinên ku li windayan digerin?',
            words:
              'Ew wê bi lîsteyên xwe re didin ber hev. Ew kopiyekê digirin. Em nikarin piştrast bin ku em ê tiştê dayî paşve bistînin.',
          },
          'platform-notice': {
            question: 'Em dikarin vê bi kar bînin dema ku em gilî ji rûpelekê an parvekirinekê dikin?',
            words:
              'Em ji şirketa ku rûpelê bi rê ve dibe re dinivîsin û jê dixwazin ku rûpelê rake an delîlê biparêze. Şirket tenê tiştê ku ji bo giliyê pêwîst e distîne û kopiyekê digire.',
          },
          'legal-case': {
            question: 'Em dikarin vê bidin dadgehekê an parêzerekî?',
            words:
              'Ew dikare bi salan wek delîl bê bikaranîn. Dibe ku aliyên din ên dozê wê bibînin. Dibe ku dadgeh wê bihêle, her çend erê bê paşvekişandin jî.',
          },
          figures: {
            question: 'Em dikarin vê di hejmarên ku em diweşînin de bihejmêrin?',
            words: 'Em tenê hejmaran diweşînin, wek çend kes ji cihekî winda ne. Ne nav û ne wêne tê de hene.',
          },
          media: {
            question: 'Em dikarin vê bidin rojname, radyo, televîzyon an înternetê?',
            words:
              'Piştî wê her kes dikare wê bibîne, ji bo her û her. Kes nikare wê paşve bîne. Kesên ku wî kesî dinasin dikarin wî nas bikin.',
          },
        },
        about: 'Ev li ser van e:',
        parts: {
          names: 'nav',
          details: 'tiştên ku li ser wî kesî tên zanîn',
          photos: 'wêne',
          statements: 'tiştên ku li ser wî kesî hatine gotin',
        },
        free: 'Hûn azad in ku bibêjin na. Ji bo we tiştek xirabtir nabe. Hûn dikarin her gav erêya xwe paşve bikişînin; ji wê gavê ve em radiwestin.',
        yes: 'Erê',
        no: 'Na',
        notNow: 'Niha na',
        aloud: 'Bi deng bixwîne',
        quiet: 'Xwendinê rawestîne',
        back: 'Paşve',
        thanks: 'Spas',
        said: 'Ev e ya ku we got:',
        handBack: 'Ji kerema xwe niha amûrê paşve bidin.',
      },
    },
  },
]

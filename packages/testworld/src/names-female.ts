/** Ordinary given names of women and girls, in the columns of names-male.ts. */
export const femaleNames = `
b|فاطمة|فاتمە|Fatme|Fatima Fatma Fatimah Fatme
b|عائشة|عائیشە|Eyşe|Aisha Aysha Aicha Ayesha
b|خديجة|خەدیجە|Xecîce|Khadija Khadeeja Xadija Chadidja
b|زينب|زەینەب|Zeyneb|Zainab Zaynab Zeineb
b|مريم|مەریەم|Meryem|Maryam Mariam Meryem Miryam
b|آمنة|ئامینە|Emîne|Amina Ameena Emine Aminah
b|حليمة|حەلیمە|Helîme|Halima Haleema Helime
b|سلمى|سەلما|Selma|Salma Selma Salmah
b|ليلى|لەیلا|Leyla|Layla Leila Laila Leyla
b|سعاد|سوعاد|Suad|Suad Souad Suaad
b|نادية|نادیە|Nadiye|Nadia Nadiya Nadya
b|سميرة|سەمیرە|Semîre|Samira Sameera Semire
b|كريمة|کەریمە|Kerîme|Karima Kareema Kerime
b|جميلة|جەمیلە|Cemîle|Jamila Jameela Djamila Cemile
b|نجاة|نەجات|Necat|Najat Nejat Nagat
b|رقية|ڕوقەییە|Riqiye|Ruqaya Roqaya Rukaya
b|سارة|سارا|Sara|Sara Sarah Saara
b|هاجر|هاجەر|Hacer|Hajar Hager Hadjar
b|أسماء|ئەسما|Esma|Asma Asmaa Esma
b|إيمان|ئیمان|Îman|Iman Eman Imaan
b|حنان|حەنان|Henan|Hanan Hanaan Henan
b|نوال|نەوال|Newal|Nawal Nawaal Newal
b|سهام|سیهام|Sîham|Siham Seham Sihem
b|إلهام|ئیلهام|Îlham|Ilham Elham Ilhaam
b|أمل|ئەمەل|Emel|Amal Amel Emel
b|رحمة|ڕەحمە|Rehme|Rahma Rehme Rahmah
b|شيماء|شەیما|Şeyma|Shaima Shaymaa Shayma
b|صفية|سەفیە|Sefiye|Safiya Safia Safiyya
b|حياة|حەیات|Heyat|Hayat Hayaat Heyat
b|بشرى|بوشرا|Buşra|Bushra Boshra Bouchra
b|هدى|هودا|Huda|Huda Hoda Houda
b|منى|مونا|Mûna|Muna Mona Mouna
b|وفاء|وەفا|Wefa|Wafa Wafaa Wefa
b|نورة|نوورە|Nûre|Noura Nura Noora
b|نور|نوور|Nûr|Nour Noor Nur
b|هناء|هەنا|Hena|Hana Hanaa Henaa
b|سلوى|سەلوا|Selwa|Salwa Selwa Salwah
b|رابعة|ڕابیعە|Rabîe|Rabia Rabiaa Rabeea
b|سكينة|سەکینە|Sekîne|Sakina Sakeena Sekine
b|حسنة|حەسنە|Hesne|Hasna Hesna Hassna
b|عزيزة|عەزیزە|Ezîze|Aziza Azeeza Ezize
b|لطيفة|لەتیفە|Letîfe|Latifa Lateefa Letife
b|شكرية|شوکریە|Şukriye|Shukria Shukriya Shukrie
b|فريدة|فەریدە|Ferîde|Farida Fareeda Feride
b|نسرين|نەسرین|Nesrîn|Nasrin Nesrin Nasreen Nisreen
b|ياسمين|یاسەمین|Yasemîn|Yasmin Yasameen Jasmin
b|دنيا|دونیا|Dinya|Dunya Dunia Dinya
b|سوسن|سۆسەن|Sosin|Sawsan Sosan Sosin
a|بتول|بەتوول|Betûl|Batoul Batool Betul
a|صباح|سەباح|Sebah|Sabah Sabaah Sebah
a|رنا|ڕەنا|Rena|Rana Raana Ranna
a|هند|هیند|Hind|Hind Hend Hint
a|دعاء|دوعا|Dua|Duaa Doaa Dua
a|رغد|ڕەغەد|Rexed|Raghad Ragad Raghd
a|زهراء|زەهرا|Zehra|Zahra Zahraa Zehra
a|غادة|غادە|Xade|Ghada Gada Ghadah
a|لمياء|لەمیا|Lemya|Lamia Lamya Lamiaa
a|لينا|لینا|Lîna|Lina Leena Lyna
a|ميسون|مەیسوون|Meysûn|Maysoon Maysun Maisoun
a|نهلة|نەهلە|Nehle|Nahla Nahlah Nehla
a|هالة|هالە|Hale|Hala Halah Haala
a|وسن|وەسەن|Wesen|Wasan Wesen Wassan
a|رشا|ڕەشا|Reşa|Rasha Racha Reshaa
a|سمر|سەمەر|Semer|Samar Semer Sammar
a|سحر|سەحەر|Seher|Sahar Seher Saher
a|شهد|شەهد|Şehd|Shahad Shahd Shehed
a|ضحى|زوحا|Zuha|Duha Dhuha Zuha
a|عبير|عەبیر|Ebîr|Abir Abeer Aabir
a|فرح|فەرەح|Ferah|Farah Ferah Farrah
a|مروة|مەروە|Merwe|Marwa Marwah Merwa
a|إسراء|ئیسرا|Îsra|Israa Isra Esraa
a|آية|ئایە|Aye|Aya Ayah Aaya
a|رؤى|ڕوئا|Rûa|Rua Ruaa Roaa
a|تبارك|تەبارەک|Tebarek|Tabarak Tebarek Tabark
k|شيرين|شیرین|Şîrîn|Shirin Sherin Shireen Schirin
k|نازدار|نازدار|Nazdar|Nazdar Nasdar Nezdar
k|جوان|جوان|Ciwan|Jwan Juwan Jiwan Ciwan
k|روناك|ڕووناک|Rûnak|Runak Ronak Roonak
k|بيان|بەیان|Beyan|Bayan Beyan Bayaan
k|هيفي|هێڤی|Hêvî|Hevi Hivi Heevi
k|فيان|ڤیان|Viyan|Vian Viyan Veyan
k|شيلان|شیلان|Şîlan|Shilan Sheelan Schilan
k|بهار|بەهار|Bihar|Bahar Behar Bihar
k|نوروز|نەورۆز|Newroz|Nawroz Newroz Nauroz
k|كلاويز|گەلاوێژ|Gelawêj|Galawezh Gelawej Galawej
k|كولستان|گوڵستان|Gulistan|Gulistan Golestan Gulstan
k|كولزار|گوڵزار|Gulzar|Gulzar Golzar Gulsar
k|بري|پەری|Perî|Pari Peri Paree
k|بروين|پەروین|Perwîn|Parwin Perwin Parween
k|شهناز|شەهناز|Şehnaz|Shahnaz Shehnaz Shanaz
k|سوزان|سۆزان|Sozan|Sozan Suzan Sozaan
k|هيرو|هێرۆ|Hêro|Hero Hiro Heero
k|آفان|ئاڤان|Avan|Avan Avaan Awan
k|ريزان|ڕێزان|Rêzan|Rezan Rizan Reezan
k|روجين|ڕۆژین|Rojîn|Rojin Rozhin Rojeen
k|دلبر|دڵبەر|Dilber|Dilbar Dilber Delbar
k|جنار|چنار|Çinar|Chinar Cinar Chnar Tschinar
k|أفين|ئەڤین|Evîn|Avin Evin Aveen
k|بيريفان|بێریڤان|Bêrîvan|Berivan Birivan Beriwan
k|زوزان|زۆزان|Zozan|Zozan Zosan Zuzan
k|خوناف|خوناڤ|Xunav|Khunav Xunav Khonav
k|خوخي|خۆخێ|Xoxê|Khokhe Xoxe Khokhi
k|كولي|گوڵێ|Gulê|Gule Guli Golê
k|بسي|بەسێ|Besê|Bese Basi Besi
k|عمشة|عەمشە|Emşe|Amsha Emshe Amshe
k|شمي|شەمێ|Şemê|Sheme Shemi Shamê
k|ميان|میان|Meyan|Meyan Mayan Mian
k|نارين|نارین|Narîn|Narin Nareen Naryn
k|سيفي|سێڤێ|Sêvê|Seve Sivi Seevi
k|كجي|کەژێ|Kejê|Kezhe Keje Kazhe
k|كزال|کەژاڵ|Kejal|Kazhal Kejal Kajal
k|تريفة|تریفە|Tirîfe|Trifa Tirifa Treefa
k|شادان|شادان|Şadan|Shadan Shadaan Schadan
k|شوخان|شۆخان|Şoxan|Shokhan Shoxan Shukhan
k|نيكار|نیگار|Nîgar|Nigar Negar Neegar
k|لانه|لانە|Lane|Lana Lanah Laneh
k|تارا|تارا|Tara|Tara Taara Tarah
k|هاوجين|هاوژین|Hawjîn|Hawzhin Hawjin Hawzheen
k|أستي|ئەستێ|Estê|Aste Este Asti
k|كاني|کانی|Kanî|Kani Kany Kaani
k|بنفش|بنەوش|Binefş|Banafsh Binefsh Benafsh
k|خاتون|خاتوون|Xatûn|Khatun Khatoon Xatun
k|سينم|سینەم|Sînem|Sinem Senem Sinam
k|روشن|ڕەوشەن|Rewşen|Rawshan Rewshen Roshan
`

/**
 * Everything that anybody says in this world: short neutral sentences on cats, tools, phones, weather, buses and
 * bread. Written for this table; no names, no numbers of money, nothing that could be read as being about a person.
 */

/** The languages of the chats. */
export type Language = 'english' | 'arabic' | 'sorani' | 'kurmanji'

const lines = (text: string): string[] => text.trim().split('\n')

const english = lines(`
The grey cat is asleep on the warm roof again.
Our cat caught nothing today and looks very proud of it.
Has anyone seen a ginger cat with one white paw near the bakery?
The kitten found the box of screws and will not leave it.
Two cats are sitting on the wall and watching the pigeons.
My old drill makes a strange noise when it gets hot.
Does anyone have a long ladder for one afternoon?
The small hammer is in the blue toolbox under the stairs.
I need a flat screwdriver, the cross one does not fit.
The saw is blunt, please bring the file tomorrow.
Please return the spirit level to the workshop when you are done.
The water pump works again after we changed the seal.
The bicycle chain jumped off three times this morning.
My phone battery is empty before noon every day now.
The screen of the old phone has a crack but it still works.
Which charger fits the phone with the round plug?
There is no signal behind the hill, try again from the roof.
The new update made the phone slow, I would wait with it.
My phone fell into the flour and now the buttons are white.
Rain is coming from the west, bring in the laundry.
The wind was so strong last night that the shutters moved.
It snowed on the high road, drive slowly please.
The sky is clear and the stars look close tonight.
Fog in the valley this morning, you could not see the mill.
The weather forecast says sun, the clouds say something else.
A double rainbow stood over the orchard this evening.
The bus to the spring leaves a little later on Thursdays.
The morning bus was full, so I walked along the river.
The driver says the bridge is open again.
Somebody left a green umbrella on the bus.
The bread from the lower bakery was still warm at nine.
The oven is being repaired, there is no flat bread today.
We baked too much bread, come and take some for breakfast.
The tea is ready, come before it gets cold.
The walnut tree behind the school has its first leaves.
Who repaired the lamp in the lane, thank you very much.
The radio only plays when the window is open.
Good morning everyone, the day starts with a blue sky.
See you at the workshop after lunch.
I will look for it this evening and write again.
`)

const arabic = lines(`
القطة الرمادية نائمة على السطح الدافئ مرة أخرى.
قطتنا لم تصطد شيئا اليوم وتبدو فخورة جدا.
هل رأى أحد قطا برتقاليا له قدم بيضاء قرب الفرن؟
القط الصغير وجد علبة البراغي ولا يريد أن يتركها.
قطتان على الحائط تراقبان الحمام منذ الصباح.
المثقب القديم يصدر صوتا غريبا عندما يسخن.
هل عند أحدكم سلم طويل لساعتين بعد الظهر؟
المطرقة الصغيرة في صندوق العدة الأزرق تحت الدرج.
أحتاج مفكا مسطحا لأن المفك الآخر لا يناسب البرغي.
المنشار غير حاد، أحضروا المبرد غدا من فضلكم.
أعيدوا ميزان الماء إلى الورشة عندما تنتهون.
مضخة الماء تعمل من جديد بعد أن غيرنا الحلقة.
سلسلة الدراجة خرجت من مكانها ثلاث مرات هذا الصباح.
بطارية هاتفي تفرغ قبل الظهر كل يوم.
شاشة الهاتف القديم فيها خدش لكنه ما زال يعمل.
أي شاحن يناسب الهاتف الذي له مدخل دائري؟
لا توجد شبكة خلف التل، جربوا من فوق السطح.
التحديث الجديد جعل الهاتف بطيئا، من الأفضل الانتظار.
وقع هاتفي في الطحين وصارت الأزرار بيضاء.
المطر قادم من جهة الغرب، أدخلوا الغسيل.
كانت الريح قوية جدا ليلة أمس حتى تحركت النوافذ.
نزل الثلج على الطريق العالي، سوقوا على مهل.
السماء صافية والنجوم تبدو قريبة هذه الليلة.
ضباب في الوادي هذا الصباح ولم نر الطاحونة.
النشرة الجوية تقول شمس والغيوم تقول شيئا آخر.
ظهر قوس قزح مزدوج فوق البستان مساء اليوم.
الحافلة إلى النبع تتأخر قليلا يوم الخميس.
حافلة الصباح كانت مليئة فمشيت بجانب النهر.
السائق يقول إن الجسر مفتوح من جديد.
نسي أحدهم مظلة خضراء في الحافلة.
الخبز من الفرن السفلي كان ساخنا حتى التاسعة.
الفرن قيد التصليح ولا يوجد خبز رقيق اليوم.
خبزنا أكثر من حاجتنا، تعالوا وخذوا منه للفطور.
الشاي جاهز، تعالوا قبل أن يبرد.
شجرة الجوز خلف المدرسة أخرجت أوراقها الأولى.
من أصلح المصباح في الزقاق؟ شكرا جزيلا له.
المذياع لا يعمل إلا عندما تكون النافذة مفتوحة.
صباح الخير جميعا، يبدأ اليوم بسماء زرقاء.
نلتقي في الورشة بعد الغداء.
سأبحث عنه هذا المساء وأكتب لكم مرة ثانية.
`)

const sorani = lines(`
پشیلە خۆڵەمێشییەکە دیسان لەسەر سەربانە گەرمەکە خەوتووە.
پشیلەکەمان ئەمڕۆ هیچی نەگرت و زۆر بە خۆی دەنازێت.
کەس پشیلەیەکی پرتەقاڵی لە نزیک نانەواخانەکە بینیوە؟
بێچووە پشیلەکە سندووقی بورغییەکانی دۆزیوەتەوە.
دوو پشیلە لەسەر دیوارەکە سەیری کۆترەکان دەکەن.
دریلە کۆنەکەم کاتێک گەرم دەبێت دەنگێکی سەیری لێ دێت.
کەس پەیژەیەکی درێژی هەیە بۆ پاش نیوەڕۆ؟
چەکوشە بچووکەکە لە سندووقە شینەکەی ژێر پلیکانەکەدایە.
پێویستم بە دەرنەفیسێکی پانە، ئەوەی تر جێی نابێتەوە.
مشارەکە کول بووە، تکایە سبەی برەبەندەکە بهێنن.
پەمپی ئاوەکە دوای گۆڕینی ئەڵقەکە دیسان کار دەکات.
زنجیری پایسکڵەکە ئەم بەیانییە سێ جار دەرچوو.
پاتری مۆبایلەکەم هەموو ڕۆژێک پێش نیوەڕۆ تەواو دەبێت.
شاشەی مۆبایلە کۆنەکە درزێکی تێدایە بەڵام هێشتا کار دەکات.
لە پشت گردەکە تۆڕ نییە، لەسەر سەربانەوە هەوڵ بدەوە.
مۆبایلەکەم کەوتە ناو ئاردەکە و دوگمەکانی سپی بوون.
باران لە ڕۆژئاواوە دێت، جلەکان بهێننە ژوورەوە.
دوێنێ شەو با زۆر بەهێز بوو، پەنجەرەکان دەجووڵانەوە.
بەفر لە ڕێگا بەرزەکە باریوە، تکایە هێواش لێ بخوڕن.
ئاسمان ساماڵە و ئەستێرەکان ئەمشەو نزیک دیارن.
ئەم بەیانییە تەم لە دۆڵەکەدا بوو، ئاشەکە دیار نەبوو.
ئەمڕۆ ئێوارە پەلکەزێڕینە لەسەر باخەکە دەرکەوت.
پاسی کانییەکە پێنجشەممان کەمێک درەنگ دەڕوات.
پاسی بەیانی پڕ بوو، بە پێ بە تەنیشت ڕووبارەکەدا هاتم.
شۆفێرەکە دەڵێت پردەکە دیسان کراوەتەوە.
کەسێک چەترێکی سەوزی لە پاسەکەدا جێ هێشتووە.
نانی نانەواخانەی خوارەوە کاتژمێر نۆ هێشتا گەرم بوو.
تەنوورەکە چاک دەکرێتەوە، ئەمڕۆ نانی تیری نییە.
نانمان زۆر کردووە، وەرن بۆ نانی بەیانی ببەن.
چا ئامادەیە، وەرن پێش ئەوەی سارد بێتەوە.
دارگوێزەکەی پشت قوتابخانەکە گەڵای دەرکردووە.
کێ گڵۆپی کۆڵانەکەی چاک کردووە؟ زۆر سوپاس.
بەیانیتان باش، ڕۆژەکە بە ئاسمانێکی شین دەست پێ دەکات.
دوای نیوەڕۆ لە کارگەکە یەکتر دەبینین.
`)

const kurmanji = lines(`
Pisîka gewr dîsa li ser banê germ razaye.
Pisîka me îro tiştek negirt lê gelek bi xwe serbilind e.
Kesî pisîkeke porteqalî li nêzîkî firinê dîtiye?
Têjika pisîkê qutiya burxiyan dît û jê dernakeve.
Du pisîk li ser dîwêr in û li kevokan dinêrin.
Metqeba min a kevn dema germ dibe dengekî xerîb derdixe.
Ka pêyeke dirêj li cem kesî heye ji bo piştî nîvro?
Çakûçê biçûk di qutiya şîn de li bin derenceyan e.
Tornavîdeke pan ji min re lazim e, ya din nagire.
Mişar ko bûye, ji kerema xwe sibê êgeyê bînin.
Pompeya avê piştî guhertina xelekê dîsa dixebite.
Zincîra bisîkletê vê sibehê sê caran derket.
Pîla telefona min her roj berî nîvro xilas dibe.
Ekrana telefona kevn şikestî ye lê hîn dixebite.
Li pişt gir tor tune ye, ji ser banî careke din biceribîne.
Telefona min ket nav ard û bişkok spî bûn.
Baran ji rojava tê, cilan bînin hundir.
Şeva çûyî ba ewqas xurt bû ku pencere dihejiyan.
Berf li ser riya bilind bariye, hêdî biajon.
Ezman zelal e û stêr îşev nêzîk xuya dikin.
Vê sibehê mij di newalê de bû, aş xuya nedikir.
Îro êvarê keskesor li ser baxçe derket.
Otobusa kaniyê roja pêncşemê hinekî dereng diçe.
Otobusa sibehê tije bû, ez li kêleka çem meşiyam.
Şofêr dibêje ku pir dîsa vekirî ye.
Kesekî sîwaneke kesk di otobusê de ji bîr kiriye.
Nanê firina jêrîn saet nehan hîn germ bû.
Tenûr tê çêkirin, îro nanê tenik tune ye.
Me pir nan pijand, werin ji bo taştê bibin.
Çay amade ye, berî ku sar bibe werin.
Dara gûzê ya li pişt dibistanê pelên xwe vekirine.
Kê lembeya kolanê çêkir? Gelek spas.
Roj baş ji we hemûyan re, roj bi ezmanekî şîn dest pê dike.
Piştî firavînê em ê li atolyeyê hev bibînin.
`)

/** What people say, by language. */
export const sentences: Record<Language, readonly string[]> = { english, arabic, sorani, kurmanji }

/** What stands under a picture; said of planted and of other pictures alike. */
export const captions: Record<Language, readonly string[]> = {
  english: lines(`
Found this picture on my old phone.
Testing the camera in the evening light.
Sorry for the small picture, the network is slow.
Drawn yesterday while it rained.
`),
  arabic: lines(`
وجدت هذه الصورة في هاتفي القديم.
أجرب الكاميرا في ضوء المساء.
عذرا الصورة صغيرة لأن الشبكة بطيئة.
رسمت أمس أثناء المطر.
`),
  sorani: lines(`
ئەم وێنەیەم لە مۆبایلە کۆنەکەم دۆزییەوە.
کامێراکە لە ڕووناکی ئێوارەدا تاقی دەکەمەوە.
`),
  kurmanji: lines(`
Min ev wêne di telefona xwe ya kevn de dît.
Di ronahiya êvarê de kamerayê diceribînim.
`),
}

/** Small pieces that carry formatting in Telegram, as entity type and text. */
export const formattedPieces = [
  ['bold', 'workshop'],
  ['italic', 'slowly'],
  ['hashtag', '#weather'],
  ['hashtag', '#قطط'],
  ['link', 'https://example.org/weather'],
  ['mention', '@bread_oven'],
  ['email', 'bus@example.org'],
  ['code', 'volume 3'],
] as const

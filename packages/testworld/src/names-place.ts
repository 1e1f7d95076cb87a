/**
 * Invented villages and towns, in the columns of names-male.ts. The names mean things like "cloud spring" or
 * "lantern hill" and were made up for this table. An underscore stands for a space.
 */
export const placeNames = `
k|ستيركافا|ستێرکاوا|Stêrkava|Sterkava Stirkawa Sterkawa
k|نوربخان|نووربەخان|Nûrbexan|Nurbakhan Noorbexan Nourbakhan
k|بهاردر|بەهاردەر|Bihardêr|Bahardar Bihardar Behardar
k|هيلينافا|هێلیناوا|Hêlînava|Helinava Hilinawa Heelinava
k|بلكفر|پەلگەوەر|Pelgever|Pelgewer Palgawar Pelgever
k|رونيكند|ڕۆنیکەند|Ronîkend|Ronikend Runikand Ronikand
k|كولبارين|گوڵبارین|Gulbarîn|Gulbarin Golbarin Gulbareen
k|هيفادر|هەیڤادەر|Heyvader|Heyvader Haivadar Hayvader
k|كفرمجد|کەڤرمژد|Kevirmijd|Kevirmij Kavirmizh Kevermijd
k|زردافا|زەرداوا|Zerdava|Zerdava Zardawa Zardava
k|بفرستان|بەفرستان|Befristan|Befristan Bafrstan Bafristan
k|كانيستيرك|کانیستێرک|Kanîstêrk|Kanisterk Kanistirk Kanysterk
a|عين_السحابة|عەین سەحابە|Eyn Sehabe|Ain_al-Sahaba Ayn_Sahaba Ein_Alsahaba
a|تل_الفانوس|تەل فانووس|Til Fanûs|Tal_al-Fanus Tell_Fanous Tel_Fanoos
a|خان_الزرافة|خان زەڕافە|Xan Zeraf|Khan_al-Zarafa Khan_Zarafah Khan_Zerafa
a|بئر_المرآة|بیر مرئات|Bîr Mirat|Bir_al-Mirat Beer_Almirat Bir_Mirat
a|أم_المظلات|ئوم مەزەلات|Um Mezelat|Umm_al-Mazallat Um_Mazalat Om_Mazallat
a|وادي_الدراجة|وادی دەڕاجە|Wadî Derace|Wadi_al-Darraja Wadi_Daraja Wady_Darajah
a|قصر_القطط|قەسر قیتات|Qesir Qitat|Qasr_al-Qitat Kasr_Qitat Qasr_Alqetat
a|باب_الغيم|باب غەیم|Bab Xeym|Bab_al-Ghaym Bab_Ghaim Bab_Algheim
`

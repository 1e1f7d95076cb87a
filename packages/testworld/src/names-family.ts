/** Family names after a trade, in the columns of names-male.ts. */
export const familyNames = `
a|النجار|نەججار|Necar|Al-Najjar Najjar Alnajar
a|الحداد|حەداد|Hedad|Al-Haddad Haddad Alhadad
a|الخياط|خەیات|Xeyat|Al-Khayat Khayyat Alkhayat
a|الصفار|سەفار|Sefar|Al-Saffar Saffar Alsafar
a|الخباز|خەباز|Xebaz|Al-Khabbaz Khabaz Alkhabaz
a|الوراق|وەڕاق|Weraq|Al-Warraq Warraq Alwarak
a|الساعاتي|ساعاتی|Saetçî|Al-Saati Saaty Alsaati
b|دباغ|دەباغ|Debax|Dabbagh Dabagh Debbag
k|آشفان|ئاشەوان|Aşvan|Ashvan Ashawan Aschwan
k|باغوان|باخەوان|Baxvan|Baghwan Baxewan Baghvan
k|شوانبور|شوانپوور|Şivanpûr|Shwanpur Shivanpour Schivanpur
k|دارتاش|دارتاش|Dartaş|Dartash Dartasch Dartach
k|نانكر|نانکەر|Nanker|Nankar Nanker Nancar
`

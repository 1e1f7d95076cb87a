/**
 * Given names for the large register, written by their sounds (registry-sounds.ts reads them) and not by their letters, most frequent first. Ordinary
 * public names; no line stands for a person. Written for this package alone: nothing here is taken from, or shared with, the program that
 * compares names, so that it is not measured by its own tables.
 */
export const arabMen = `
muHammad 3alI 'aHmad Husayn Hasan maHmUd muSTafY 3abd+allAh xAlid ibrAhIm 3umar yUsuf karIm jAsim 3abbAs SAliH xalaf sa3Id Haydar ismA3Il sulaymAn xalIl raXId 3uthmAn jamAl kamAl HamId sAlim dAwUd
qAsim TAhA yAsIn ma3rUf fAris nASir 3Adil mAjid sa3d SabAH ramaDAn bakr 3ammAr 3abd+raHmAn 3abd+karIm 3abd+qAdir 3abd+razzAq 3abd+wahhAb 3abd+jabbAr 3abd+laTIf 3abd+salAm 3abd+Hamid 3abd+xAliq 3abd+3azIz
ziyAd Talib riyAD 3imAd wisAm 'ayman bassAm bilAl rA'id sAmir nizAr hAXim hiXAm jawAd layth muthannY munthir mu'ayyad na3mAn nabIl nazar nUr&dIn SalAH&dIn XihAb&dIn jalAl&dIn sayf&dIn 3izz&dIn muHyI&dIn
qays qutayba rAmI rabI3 rAXid rAfi3 sAmI saTTAm SAdiq Salah SabrI subHI sUfyAn suhayl Talal TAriq mu3tazz 3adnAn 3aqIl 3awwAd 3IsY mUsY yaHyY zakariyA zayd zuhayr walId wAlIn wA'il waHId yazId Zafir
DAfir DiyA' fA'iz fADil fahd falAH farAs faraj fawzI faySal firAs fu'Ad GAlib GAnim GassAn GAzI HabIb HAtim HAzim HAmid HArith hAdI hAnI hAmid Hikmat hilAl jabir jA3far jArallAh jum3a junayd xaDir xayrI xaTTab
lU'ay lafta mAhir maHdI majId mAlik manSUr marwAn mas3Ud miqdAd mizHir muHsin muhannad mujbil muntaZar muqdAm murtaDY miX3al mu3taSim mu3Adh muwaffaq nADim nAjI nAji3 naSIr nAtiq nawfal nAyif nUrI 'amIn 'amIr 'anwar 'asad 'as3ad 'aXraf
'awAs 'ayyUb 'aws 'AdAm 'idrIs ilyAs isHAq 'usAma ra3d rahIm rajab ra'Uf rabAh safA' salmAn samIr samIH saHbAn sharIf XawqI XAkir XAmil Xawkat Xa3bAn XihAb Xukr Hammad HammUd HamdI HamdAn Habash tawfIq taHsIn turkI thAmir thA'ir 3Arif 3ATif 3ASim 3abbUd 3Ubayd 3ulay 3awnI`

export const arabWomen = `
fATim@ zaynab maryam zahrA' 3A'iX@ laylY nAdiy@ hudY sAr@ 'amal Xayma' 'asmA' 'a3yAn 'intiSAr bAsim@ balqIs baydA' buXrY dalAl du3A' dunyA dIna fAdiy@ farAH farId@ fawziy@ firyAl fAtin GufrAn GAd@ hanA' hAl@ hadIl hind hib@ huda
'ibtisAm 'iImAn 'ilhAm 'inAs 'iqbAl 'isrA' jamIl@ jUliyA jinAn xadIj@ xawl@ xayriyy@ karIm@ kawthar lamyA' laTIf@ lInA lubnY maHA majId@ manAl malak mAjid@ mawj maysUn may mun@ munY nabIl@ nada nahl@ nAhid@ na3Im@
najAt najlA' narjis nasrIn nawAl nidAl nIsrIn nUr nUr@ rabAb raGad rajA' ranA raniy@ ra3d raHm@ rIm rUqayy@ ruwayd@ sabIH@ sabrIn sahar saHar sajA salmY salwY samAH samIr@ samar sanA' sAmiy@ sawsan sihAm su3Ad suhA sundus
SafA' Sabriyy@ Safiy@ XahlA' XahrazAd XAdiy@ XarIf@ Xurq Tayb@ thanA' 'umaymA 3afAf 3abIr 3AliyA 3Abid@ 3adhrA' wafA' ward@ widAd yAsamIn yusrY zahr@ zAhid@ zakiyy@ zIn@ ZilAl ziynA`

export const kurdMen = `
dilXAd XErzAd AzAd rizgAr RebIn RebAz rebwAr sardAr sarkawt sarwar serhad sErwAn SIrwAn hIwA hemin hErX hEmin hozAn hogir karwAn kAmarAn kAwa komar kOsrat lAwin lAwk lokman mIran mIrxAn marIwAn mihAbAd nAzdAr necIrvAn newroz nabaz
pEXawA pIXtIwAn polA pXtIwAn qAsimlO rAwand RAstI RAwEj salAr sAmAl sOrAn sIpAn sImko XErkO XIrIn XaxawAn XiwAn XorX Xexmus tahsIn tAlAbAn tOfIq wiryA wUsO xabAt xalAt xasraw xoXnAw xUrXId xAdim xidir xalo xudEda xEro xeyrI
zAgros zAnA zAnyAr zardaXt zIrak zOrAb zinAr zeyno AgirI ArAm AwAt Awder Ako ArI arjumand barzAn bahmAn bakhtyAr bahrOz barham baxAn bewar biryAr bijAr bilind bOtAn brUsk ciyA cato canO cawAn cawhar dAnA dArA dAstAn daryA dewran didAr
dijwAr dilovAn dilEr dilgeX dilzAr diyAr diyAko dOman farhAd farIdUn fAxir ferman garmiyAn gOran gorAn gulbAG havAl havAr haldAn hajAr hakar hawrAz hawrE hIdAyat hendrEn hiwA jAfar jangIz jIhAn jagarxwIn jamXId jIger jiwAn
Xamo XEmO simO hasO hamO xerO bAbO barjas barakAt qAso qolO khato darwIX mirzA murAd pIr hajI ilyAso rafO ravO saido sulEmAn salO XivAn Xakir Xaro bozAn bedal bApIr dAxil fEncO garO hAdi hEto hEzO jindO jerdO kAro kocar kalaX kurO lezgIn mAmo maXo mEhvAn naif nemir`

export const kurdWomen = `
XIrIn dilnAz dilnIyA dilbahAr dilwIn bErIvAn bErIn bahAr bahra baxtI barfIn barAn basE bAzE canAr ciman cInAr Xilan XAnaz XAyan XarmIn XawnIm Xnaw Xox Xadan sAzgAr sozAn sazan hIvI hana hAwjIn helIn helEz hEro hozAnE jiyAn jwAnA jInA
kurdistAn kazAl kajAl kanI kilIl lana lAwa lAlE lIlav mEryA midyA mIdyA mIzgIn naXmIl nasrIn nAzdAr nAzanIn narmIn nIgAr nijwa niyAn nofA paymAn parI parwIn paXew payIz rozhIn rOjIn roXnA Rojda rozA RozhAn RUnAk rangIn rEzAn RIhAn rewAn
sewE semIra sarwIn saywAn sinAwbar suzAn stErk tArA tablO tavAn trIfa tuwAna venUs warzIn wafA xAtUn xAtE xazAl xunAv xunce xokhE xAnim xanse zErIn zhIno zhIyA zhAla zIn zIlAn zozAn zaytUn Ala AvAn Avin AwEza AXtI arxawAn arEn awIn
gulE gulIstAn gulnAz gulAla gula gaXAw gona ghazAl nArin hadya hamE henar baso baharE kocE korE nAzE nEnE nivIn qamar Xaha Xamme XEma`

/** Families, tribes and places of origin after which people are called, by their sounds; most are common words or invented. */
export const lastNames = `
jubUrI dulaymI XammarI 3ubaydI tamImI zubaydI sA3idI rubay3I hamdAnI janAbI 3azzAwI rAwI HadIthI mawSilI sinjArI ba3XIqI taLa3farI bayyAtI naqXbandI barzinjI jAf barwArI dOskI zEbArI sUrcI hawrAmI barzanI
miskEnI 'umarI HabbAbI HallAq najjAr HaddAd SaffAr XabbAz bazzAz naqqAX sammAk DabbAG dabbAs xayyAT qassAb sarrAj Sa'iG 3attAr warrAq kAtib mallAH nassAj TaHHAn Xahin Hakim bayTAr xaTIb qADI murXid`

/** Roots and shapes from which rare Arabic names are formed. */
export const roots = `rXd slm krm Hmd 3bd jml kml Hsn sfr qsm nSr fDl TAhr SlH mjd xlf rfq nbh bSr wjd Xrf sbr nZm zhr xld rbH wSf hdy fhm Gfr wlf rHm bxt dhn tmm lTf ynb jsr bdr smH bXr nfs rDy 3Sm kfH Snd hyb nwr`

export const rootShapes = `1A2i3 1a2I3 1a2U3 1u2ay3 1a22A3 ma12U3 mu1a22i3 'a12a3 1a23An 1a23I mu12i3 1i2A3`

/** Halves of rare Kurdish names. */
export const kurdHalves = {
  first:
    `dil XEr baxt roj rOj hEv gul bAz sar mIr nAz kam rAst zOr par xoX nAm hawr stEr xwaX bahr tav kan jIl nIX pE ser baR zIn wAr dAr Aw bA mih`.split(
      ' ',
    ),
  second:
    `zAd yAr dAr wAn vAn XAd mand gar bar bAz rO star nAz wIn bExal hIn ger stAn far zAn nOX pOX mAn kAr wEn gIn`.split(
      ' ',
    ),
} as const

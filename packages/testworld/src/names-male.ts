/**
 * Ordinary given names of men and boys, one a line: use | Arabic | Sorani | Kurmanji | ad-hoc Latin spellings.
 * Use: k among Kurds, a among Arabs, b among both. Public, common names; no line stands for a person.
 */
export const maleNames = `
b|محمد|محەممەد|Mihemed|Mohammed Muhammad Mohamad Muhamed
b|أحمد|ئەحمەد|Ehmed|Ahmed Ahmad Ahmet
b|علي|عەلی|Elî|Ali Aly Alee
b|حسن|حەسەن|Hesen|Hasan Hassan Hesen
b|حسين|حوسێن|Huseyn|Hussein Husain Hussain Hossein
b|إبراهيم|ئیبراهیم|Îbrahîm|Ibrahim Ebrahim Brahim Ibrahem
b|خليل|خەلیل|Xelîl|Khalil Khaleel Xalil Chalil
b|إسماعيل|ئیسماعیل|Îsmaîl|Ismail Ismael Esmail
b|يوسف|یوسف|Ûsiv|Yousif Yusuf Youssef Yousef
b|محمود|مەحموود|Mehmûd|Mahmoud Mahmud Mahmood
b|مصطفى|مستەفا|Mistefa|Mustafa Mostafa Moustafa
b|عمر|عومەر|Omer|Omar Omer Umar
b|عثمان|عوسمان|Osman|Othman Osman Uthman
b|خالد|خالید|Xalid|Khalid Khaled Xalid Chalid
b|سعيد|سەعید|Seîd|Saeed Said Saied
b|سالم|سالم|Salim|Salim Salem Saalim
b|جمال|جەمال|Cemal|Jamal Djamal Gamal Jemal
b|كمال|کەمال|Kemal|Kamal Kamaal Kemal
b|صالح|ساڵح|Salih|Salih Saleh Saalih
b|صلاح|سەڵاح|Selah|Salah Salaah Selah
b|عبد الله|عەبدوڵڵا|Evdila|Abdullah Abdallah Abdulla Abdellah
b|عبد الرحمن|عەبدولڕەحمان|Evdirehman|Abdulrahman Abdurrahman Abdelrahman
b|عبد الكريم|عەبدولکەریم|Evdilkerîm|Abdulkarim Abdelkarim Abdulkareem
b|كريم|کەریم|Kerîm|Karim Kareem Kerim
b|رشيد|ڕەشید|Reşîd|Rashid Rasheed Reshid
b|حميد|حەمید|Hemîd|Hamid Hameed Hemid
b|مجيد|مەجید|Mecîd|Majid Majeed Medjid
b|سليمان|سلێمان|Silêman|Sulaiman Suleiman Solaiman Sleman
b|داود|داود|Dawid|Dawood Daoud Dawud Daud
b|عيسى|عیسا|Îsa|Issa Isa Eisa
b|موسى|مووسا|Mûsa|Mousa Musa Moussa
b|يونس|یوونس|Yûnis|Younis Yunus Yonis
b|الياس|ئەلیاس|Îlyas|Elias Ilyas Elyas Ilias
b|قاسم|قاسم|Qasim|Qasim Kasim Qassem Qasem
b|ناصر|ناسر|Nasir|Nasir Naser Nasser
b|سعد|سەعد|Seid|Saad Sa'd Saed
b|عادل|عادل|Adil|Adil Adel Aadel
b|فاضل|فازڵ|Fazil|Fadhil Fadel Fazil
b|مراد|موراد|Mirad|Murad Mourad Morad
b|بدر|بەدر|Bedir|Badr Bader Bedr
b|حيدر|حەیدەر|Heyder|Haider Haydar Hayder Heydar
b|عباس|عەباس|Ebas|Abbas Abas Abbass
b|أكرم|ئەکرەم|Ekrem|Akram Ekrem Akrem
b|فارس|فارس|Faris|Faris Fares Farees
b|لقمان|لوقمان|Loqman|Luqman Loqman Lukman
b|برهان|بورهان|Burhan|Burhan Borhan Bourhan
a|جاسم|جاسم|Casim|Jasim Jassim Jasem
a|هادي|هادی|Hadî|Hadi Hady Haadi
a|مهدي|مەهدی|Mehdî|Mahdi Mehdi Mehdy
a|وليد|وەلید|Welîd|Waleed Walid Welid
a|زياد|زیاد|Ziyad|Ziyad Ziad Zeyad
a|عمار|عەممار|Emar|Ammar Amar Ammaar
a|باسم|باسم|Basim|Basim Basem Bassem
a|كاظم|کازم|Kazim|Kadhim Kadhem Kazim Kazem
a|جواد|جەواد|Cewad|Jawad Jawaad Gawad
a|عقيل|عەقیل|Eqîl|Aqeel Akil Aqil
a|ليث|لەیس|Leys|Laith Layth Leith
a|غسان|غەسان|Xesan|Ghassan Gassan Ghasan
a|طارق|تاریق|Tariq|Tariq Tarek Tareq
a|زيد|زەید|Zeyd|Zaid Zayd Zeid
a|أنس|ئەنەس|Enes|Anas Anass Enes
a|بلال|بیلال|Bîlal|Bilal Belal Bilaal
a|حاتم|حاتم|Hatim|Hatim Hatem Haatim
a|رائد|ڕائید|Raid|Raed Raid Ra'ed
a|سمير|سەمیر|Semîr|Samir Sameer Semir
a|سامي|سامی|Samî|Sami Samy Saami
a|عامر|عامر|Amir|Amer Amir Aamer
a|قيس|قەیس|Qeys|Qais Qays Kais
a|منذر|مونزیر|Munzir|Munther Monzer Mundhir
a|هيثم|هەیسەم|Heysem|Haitham Haytham Haithem
a|ياسر|یاسر|Yasir|Yasir Yaser Yasser
a|رياض|ڕیاز|Riyaz|Riyadh Riad Riyad
a|نبيل|نەبیل|Nebîl|Nabil Nabeel Nebil
a|ماهر|ماهر|Mahir|Mahir Maher Maaher
a|فيصل|فەیسەڵ|Feysel|Faisal Faysal Feisal
a|مازن|مازن|Mazin|Mazin Mazen Maazin
a|نزار|نیزار|Nîzar|Nizar Nezar Nizaar
a|جبار|جەبار|Cebar|Jabbar Jabar Gabbar
a|ستار|ستار|Setar|Sattar Satar Settar
a|طه|تەها|Teha|Taha Tahaa Taaha
k|آزاد|ئازاد|Azad|Azad Aazad Azaad
k|شيرزاد|شێرزاد|Şêrzad|Sherzad Shirzad Scherzad
k|كاوه|کاوە|Kawa|Kawa Kava Kawah
k|دلشاد|دڵشاد|Dilşad|Dilshad Delshad Dilschad
k|دلير|دلێر|Dilêr|Diler Dler Delir
k|بهزاد|بێهزاد|Behzad|Behzad Bahzad Bihzad
k|هيوا|هیوا|Hîwa|Hiwa Heewa Hiva
k|سوران|سۆران|Soran|Soran Soraan Suran
k|كاروان|کاروان|Karwan|Karwan Karvan Carwan
k|ريبوار|ڕێبوار|Rêbwar|Rebwar Ribwar Rebuar
k|آسو|ئاسۆ|Aso|Aso Asso Aaso
k|بيشوا|پێشەوا|Pêşewa|Peshawa Pishewa Peshewa
k|شفان|شڤان|Şivan|Shivan Shvan Schivan
k|مسعود|مەسعوود|Mesûd|Masoud Massoud Masud
k|سربست|سەربەست|Serbest|Sarbast Serbest Sarbest
k|سرور|سەروەر|Serwer|Sarwar Serwer Sarwer
k|هوشيار|هۆشیار|Hoşyar|Hoshyar Hoshiar Hushyar
k|بختيار|بەختیار|Bextiyar|Bakhtiyar Bakhtiar Baxtiar
k|جوتيار|جووتیار|Cotyar|Jutyar Jotiar Jotyar
k|رزكار|ڕزگار|Rizgar|Rizgar Rezgar Rzgar
k|نوزاد|نەوزاد|Newzad|Nawzad Newzad Nowzad
k|فرهاد|فەرهاد|Ferhad|Farhad Ferhad Ferhat
k|شاخوان|شاخەوان|Şaxewan|Shakhawan Shaxawan Shakhwan
k|زانا|زانا|Zana|Zana Zaana Zanah
k|جمشيد|جەمشید|Cemşîd|Jamshid Jamsheed Cemshid
k|خضر|خدر|Xidir|Khidir Khudhur Xidir Khedr
k|خلف|خەلەف|Xelef|Khalaf Khelef Xelef Chalaf
k|خديدا|خودێدا|Xwedêda|Khudeda Khodeda Xudeda
k|شمو|شەمۆ|Şemo|Shamo Shemo Schemo
k|حمو|حەمۆ|Hemo|Hamo Hemo Hammo
k|ميرزا|میرزا|Mîrza|Mirza Meerza Mirzah
k|بركات|بەرەکات|Berekat|Barakat Berekat Barkat
k|جردو|جەردۆ|Cerdo|Jardo Cerdo Jerdo
k|عيدو|عەیدۆ|Eydo|Eido Edo Aido
k|درويش|دەروێش|Derwêş|Darwish Derwish Darweesh
k|سيدو|سەیدۆ|Seydo|Saydo Seydo Saido
k|كوفان|کۆڤان|Kovan|Kovan Covan Kowan
k|دلوفان|دلۆڤان|Dilovan|Dilovan Delovan Dlovan
k|هفال|هەڤاڵ|Heval|Haval Heval Havaal
k|زيرفان|زێرەڤان|Zêrevan|Zeravan Zerevan Zirevan
k|ريناس|ڕێناس|Rênas|Renas Rinas Reenas
k|آرام|ئارام|Aram|Aram Aaram Araam
k|ديار|دیار|Diyar|Diyar Diar Deyar
k|روجهات|ڕۆژهات|Rojhat|Rojhat Rozhat Rojhad
k|سيامند|سیامەند|Siyamend|Siamand Siyamend Syamand
k|زرادشت|زەردەشت|Zerdeşt|Zardasht Zerdesht Zardesht
`

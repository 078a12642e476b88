// SPDX-License-Identifier: Apache-2.0
#include "synth/names.h"

static const struct name ukrainian_female[] = {
    { "Olena", "Олена" }, { "Oksana", "Оксана" }, { "Iryna", "Ірина" },
    { "Nataliia", "Наталія" }, { "Tetiana", "Тетяна" }, { "Svitlana", "Світлана" },
    { "Yuliia", "Юлія" }, { "Anna", "Анна" }, { "Mariia", "Марія" },
    { "Kateryna", "Катерина" }, { "Viktoriia", "Вікторія" }, { "Halyna", "Галина" },
    { "Liudmyla", "Людмила" }, { "Olha", "Ольга" }, { "Sofiia", "Софія" },
    { "Daryna", "Дарина" }, { "Anastasiia", "Анастасія" }, { "Polina", "Поліна" },
    { "Valentyna", "Валентина" }, { "Solomiia", "Соломія" }, { "Yana", "Яна" },
    { "Alina", "Аліна" }, { "Inna", "Інна" }, { "Larysa", "Лариса" }, { "Nadiia", "Надія" },
    { "Zlata", "Злата" }, { "Myroslava", "Мирослава" }, { "Veronika", "Вероніка" },
};

static const struct name ukrainian_male[] = {
    { "Oleksandr", "Олександр" }, { "Andrii", "Андрій" }, { "Serhii", "Сергій" },
    { "Volodymyr", "Володимир" }, { "Mykola", "Микола" }, { "Dmytro", "Дмитро" },
    { "Maksym", "Максим" }, { "Ivan", "Іван" }, { "Artem", "Артем" }, { "Bohdan", "Богдан" },
    { "Vitalii", "Віталій" }, { "Yurii", "Юрій" }, { "Oleh", "Олег" }, { "Ihor", "Ігор" },
    { "Danylo", "Данило" }, { "Matvii", "Матвій" }, { "Nazar", "Назар" },
    { "Vasyl", "Василь" }, { "Petro", "Петро" }, { "Taras", "Тарас" }, { "Yevhen", "Євген" },
    { "Roman", "Роман" }, { "Tymofii", "Тимофій" }, { "Kyrylo", "Кирило" },
    { "Denys", "Денис" }, { "Mykhailo", "Михайло" }, { "Pavlo", "Павло" },
    { "Ruslan", "Руслан" },
};

static const struct name ukrainian_family[] = {
    { "Kovalenko", "Коваленко" }, { "Shevchenko", "Шевченко" }, { "Bondarenko", "Бондаренко" },
    { "Tkachenko", "Ткаченко" }, { "Kravchenko", "Кравченко" }, { "Oliinyk", "Олійник" },
    { "Melnyk", "Мельник" }, { "Kovalchuk", "Ковальчук" }, { "Shevchuk", "Шевчук" },
    { "Polishchuk", "Поліщук" }, { "Lysenko", "Лисенко" }, { "Rudenko", "Руденко" },
    { "Marchenko", "Марченко" }, { "Moroz", "Мороз" }, { "Savchenko", "Савченко" },
    { "Petrenko", "Петренко" }, { "Ivanchenko", "Іванченко" }, { "Klymenko", "Клименко" },
    { "Pavlenko", "Павленко" }, { "Kharchenko", "Харченко" }, { "Sydorenko", "Сидоренко" },
    { "Hrytsenko", "Гриценко" }, { "Ponomarenko", "Пономаренко" },
    { "Vasylenko", "Василенко" }, { "Hnatiuk", "Гнатюк" }, { "Zakharchenko", "Захарченко" },
    { "Kuzmenko", "Кузьменко" }, { "Tymoshenko", "Тимошенко" }, { "Bilous", "Білоус" },
    { "Honcharenko", "Гончаренко" }, { "Didenko", "Діденко" }, { "Fedorenko", "Федоренко" },
    { "Nazarenko", "Назаренко" }, { "Yurchenko", "Юрченко" }, { "Panchenko", "Панченко" },
    { "Romanenko", "Романенко" }, { "Mazur", "Мазур" }, { "Koval", "Коваль" },
    { "Boiko", "Бойко" }, { "Kolomiiets", "Коломієць" }, { "Litvin", "Літвін" },
    { "Stepanenko", "Степаненко" }, { "Zinchenko", "Зінченко" }, { "Chornenko", "Чорненко" },
    { "Babenko", "Бабенко" }, { "Hordiienko", "Гордієнко" }, { "Yakovenko", "Яковенко" },
    { "Onyshchenko", "Онищенко" },
};

static const struct name russian_female[] = {
    { "Elena", "Елена" }, { "Irina", "Ирина" }, { "Tatiana", "Татьяна" }, { "Anna", "Анна" },
    { "Maria", "Мария" }, { "Zarema", "Зарема" }, { "Madina", "Мадина" },
    { "Ekaterina", "Екатерина" }, { "Svetlana", "Светлана" }, { "Daria", "Дарья" },
    { "Vera", "Вера" }, { "Kseniia", "Ксения" },
};

static const struct name russian_male[] = {
    { "Aleksei", "Алексей" }, { "Dmitrii", "Дмитрий" }, { "Ivan", "Иван" },
    { "Sergei", "Сергей" }, { "Nikita", "Никита" }, { "Magomed", "Магомед" },
    { "Ruslan", "Руслан" }, { "Timur", "Тимур" }, { "Aslan", "Аслан" },
    { "Mikhail", "Михаил" }, { "Andrei", "Андрей" }, { "Pavel", "Павел" },
};

static const struct name russian_family[] = {
    { "Ivanenko", "Иваненко" }, { "Smirnykh", "Смирных" }, { "Aslanbek", "Асланбек" },
    { "Umar", "Умар" }, { "Denisenko", "Денисенко" }, { "Timurkhan", "Тимурхан" },
    { "Chernykh", "Черных" }, { "Dolgikh", "Долгих" }, { "Sedykh", "Седых" },
    { "Belykh", "Белых" }, { "Ahmadkhan", "Ахмадхан" }, { "Iskander", "Искандер" },
};

static const struct name arabic_female[] = {
    { "Fatima", "فاطمة" }, { "Aisha", "عائشة" }, { "Maryam", "مريم" }, { "Zainab", "زينب" },
    { "Nour", "نور" }, { "Hanan", "حنان" }, { "Rania", "رانيا" }, { "Amal", "أمل" },
    { "Layla", "ليلى" }, { "Huda", "هدى" }, { "Samira", "سميرة" }, { "Khadija", "خديجة" },
    { "Yasmin", "ياسمين" }, { "Rim", "ريم" }, { "Salma", "سلمى" }, { "Sara", "سارة" },
    { "Iman", "إيمان" }, { "Nadia", "نادية" }, { "Ruba", "ربى" }, { "Dima", "ديما" },
    { "Ghada", "غادة" }, { "Hala", "هالة" }, { "Lina", "لينا" }, { "Wafa", "وفاء" },
};

static const struct name arabic_male[] = {
    { "Mohammad", "محمد" }, { "Ahmad", "أحمد" }, { "Yusuf", "يوسف" }, { "Ali", "علي" },
    { "Omar", "عمر" }, { "Khaled", "خالد" }, { "Hassan", "حسن" }, { "Hussein", "حسين" },
    { "Mahmoud", "محمود" }, { "Ibrahim", "إبراهيم" }, { "Mustafa", "مصطفى" },
    { "Abdulrahman", "عبد الرحمن" }, { "Abdullah", "عبد الله" }, { "Bashar", "بشار" },
    { "Samir", "سمير" }, { "Tarek", "طارق" }, { "Walid", "وليد" }, { "Ziad", "زياد" },
    { "Anas", "أنس" }, { "Bilal", "بلال" }, { "Fadi", "فادي" }, { "Jamal", "جمال" },
    { "Karim", "كريم" }, { "Nabil", "نبيل" },
};

static const struct name arabic_family[] = {
    { "Al-Hassan", "الحسن" }, { "Al-Ahmad", "الأحمد" }, { "Al-Mohammad", "المحمد" },
    { "Al-Hussein", "الحسين" }, { "Al-Khatib", "الخطيب" }, { "Al-Ali", "العلي" },
    { "Haddad", "حداد" }, { "Najjar", "نجار" }, { "Khoury", "خوري" }, { "Al-Masri", "المصري" },
    { "Darwish", "درويش" }, { "Othman", "عثمان" }, { "Shaheen", "شاهين" },
    { "Hamdan", "حمدان" }, { "Al-Omar", "العمر" }, { "Al-Saleh", "الصالح" },
    { "Qasim", "قاسم" }, { "Suleiman", "سليمان" }, { "Ibrahim", "إبراهيم" },
    { "Al-Jassim", "الجاسم" }, { "Mansour", "منصور" }, { "Kanaan", "كنعان" },
    { "Al-Sayed", "السيد" }, { "Barakat", "بركات" }, { "Habib", "حبيب" },
    { "Sabbagh", "صباغ" }, { "Al-Hamwi", "الحموي" }, { "Al-Halabi", "الحلبي" },
    { "Nasser", "ناصر" }, { "Al-Shami", "الشامي" }, { "Zaidan", "زيدان" }, { "Taha", "طه" },
    { "Al-Daher", "الضاهر" }, { "Khalil", "خليل" }, { "Sharif", "شريف" },
    { "Al-Abdullah", "العبد الله" },
};

static const struct name persian_female[] = {
    { "Zahra", "زهرا" }, { "Fatemeh", "فاطمه" }, { "Maryam", "مریم" }, { "Nargis", "نرگس" },
    { "Shirin", "شیرین" }, { "Parisa", "پریسا" }, { "Laila", "لیلا" }, { "Farida", "فریده" },
    { "Mahnaz", "مهناز" }, { "Razia", "رضیه" }, { "Sakina", "سکینه" }, { "Nasrin", "نسرین" },
    { "Sima", "سیما" }, { "Golnar", "گلنار" }, { "Roya", "رویا" }, { "Marzia", "مرضیه" },
};

static const struct name persian_male[] = {
    { "Mohammad", "محمد" }, { "Ali", "علی" }, { "Reza", "رضا" }, { "Hamid", "حمید" },
    { "Farhad", "فرهاد" }, { "Jawad", "جواد" }, { "Mahdi", "مهدی" }, { "Omid", "امید" },
    { "Nasir", "ناصر" }, { "Karim", "کریم" }, { "Rahim", "رحیم" }, { "Hussain", "حسین" },
    { "Habib", "حبیب" }, { "Amir", "امیر" }, { "Qasim", "قاسم" }, { "Sohrab", "سهراب" },
    { "Zabihullah", "ذبیح الله" }, { "Esmail", "اسماعیل" },
};

static const struct name persian_family[] = {
    { "Ahmadi", "احمدی" }, { "Hosseini", "حسینی" }, { "Rezai", "رضایی" },
    { "Mohammadi", "محمدی" }, { "Rahimi", "رحیمی" }, { "Karimi", "کریمی" },
    { "Haidari", "حیدری" }, { "Jafari", "جعفری" }, { "Nazari", "نظری" },
    { "Sharifi", "شریفی" }, { "Akbari", "اکبری" }, { "Noori", "نوری" }, { "Amiri", "امیری" },
    { "Qasimi", "قاسمی" }, { "Yousefi", "یوسفی" }, { "Sadeqi", "صادقی" },
    { "Mousavi", "موسوی" }, { "Ebrahimi", "ابراهیمی" }, { "Azizi", "عزیزی" },
    { "Safi", "صافی" }, { "Popal", "پوپل" }, { "Stanekzai", "ستانکزی" },
    { "Alizada", "علیزاده" }, { "Moradi", "مرادی" },
};

static const struct name tigrinya_female[] = {
    { "Selam", "ሰላም" }, { "Miriam", "ሚርያም" }, { "Helen", "ሄለን" }, { "Feven", "ፌቨን" },
    { "Rahel", "ራሄል" }, { "Saba", "ሳባ" }, { "Letebrhan", "ለተብርሃን" }, { "Mebrat", "መብራት" },
    { "Senait", "ሰናይት" }, { "Winta", "ዊንታ" }, { "Almaz", "ኣልማዝ" }, { "Eden", "ኤደን" },
    { "Lemlem", "ለምለም" }, { "Bisrat", "ብስራት" },
};

static const struct name tigrinya_male[] = {
    { "Tesfay", "ተስፋይ" }, { "Amanuel", "ኣማኑኤል" }, { "Filmon", "ፊልሞን" }, { "Yohannes", "ዮሃንስ" },
    { "Haile", "ሃይለ" }, { "Mehari", "መሓሪ" }, { "Kidane", "ኪዳነ" }, { "Berhane", "ብርሃነ" },
    { "Samuel", "ሳሙኤል" }, { "Dawit", "ዳዊት" }, { "Robel", "ሮቤል" }, { "Yonas", "ዮናስ" },
    { "Zekarias", "ዘካርያስ" }, { "Kibrom", "ክብሮም" }, { "Merhawi", "መርሃዊ" },
    { "Natnael", "ናትናኤል" },
};

static const struct name tigrinya_family[] = {
    { "Tesfay", "ተስፋይ" }, { "Gebremedhin", "ገብረመድህን" }, { "Tekle", "ተክለ" }, { "Berhe", "በርሀ" },
    { "Habte", "ሃብተ" }, { "Weldu", "ወልዱ" }, { "Araya", "ኣርኣያ" }, { "Kidane", "ኪዳነ" },
    { "Mehari", "መሓሪ" }, { "Negash", "ነጋሽ" }, { "Ghebreyesus", "ገብረየሱስ" }, { "Hagos", "ሓጎስ" },
    { "Asfaha", "ኣስፋሃ" }, { "Tewolde", "ተወልደ" }, { "Mebrahtu", "መብራህቱ" }, { "Okbay", "ዑቕባይ" },
    { "Zeray", "ዘርኣይ" }, { "Fessehaye", "ፍስሃየ" }, { "Kahsay", "ካሕሳይ" }, { "Abraha", "ኣብርሃ" },
};

static const struct name amharic_female[] = {
    { "Hirut", "ሂሩት" }, { "Tigist", "ትዕግስት" }, { "Meseret", "መሰረት" }, { "Aster", "አስቴር" },
    { "Selamawit", "ሰላማዊት" }, { "Bethlehem", "ቤተልሔም" }, { "Hanna", "ሐና" }, { "Marta", "ማርታ" },
};

static const struct name amharic_male[] = {
    { "Abebe", "አበበ" }, { "Tadesse", "ታደሰ" }, { "Dawit", "ዳዊት" }, { "Yohannes", "ዮሐንስ" },
    { "Getachew", "ጌታቸው" }, { "Solomon", "ሰለሞን" }, { "Mulugeta", "ሙሉጌታ" },
    { "Daniel", "ዳንኤል" },
};

static const struct name amharic_family[] = {
    { "Bekele", "በቀለ" }, { "Tesfaye", "ተስፋዬ" }, { "Alemu", "አለሙ" }, { "Kebede", "ከበደ" },
    { "Haile", "ኃይሌ" }, { "Girma", "ግርማ" }, { "Worku", "ወርቁ" }, { "Desta", "ደስታ" },
    { "Mengistu", "መንግስቱ" }, { "Assefa", "አሰፋ" }, { "Demissie", "ደምሴ" }, { "Tilahun", "ጥላሁን" },
};

static const struct name somali_female[] = {
    { "Hodan", "" }, { "Amina", "" }, { "Faduma", "" }, { "Sahra", "" }, { "Asha", "" },
    { "Ayaan", "" }, { "Hibo", "" }, { "Nimco", "" }, { "Xaawo", "" }, { "Khadra", "" },
    { "Maryan", "" }, { "Ubax", "" },
};

static const struct name somali_male[] = {
    { "Mohamed", "" }, { "Abdi", "" }, { "Hassan", "" }, { "Ahmed", "" }, { "Abdirahman", "" },
    { "Yusuf", "" }, { "Omar", "" }, { "Ibrahim", "" }, { "Ismail", "" }, { "Mahad", "" },
    { "Liban", "" }, { "Guled", "" },
};

static const struct name somali_family[] = {
    { "Ali", "" }, { "Warsame", "" }, { "Farah", "" }, { "Abdullahi", "" }, { "Jama", "" },
    { "Hussein", "" }, { "Nur", "" }, { "Osman", "" }, { "Adan", "" }, { "Hersi", "" },
    { "Mohamud", "" }, { "Isse", "" }, { "Abshir", "" }, { "Roble", "" }, { "Dirie", "" },
    { "Yusuf", "" },
};

static const struct name turkish_female[] = {
    { "Ayşe", "" }, { "Fatma", "" }, { "Zeynep", "" }, { "Elif", "" }, { "Merve", "" },
    { "Esra", "" }, { "Hatice", "" }, { "Büşra", "" }, { "Selin", "" }, { "Rojda", "" },
};

static const struct name turkish_male[] = {
    { "Mehmet", "" }, { "Mustafa", "" }, { "Ahmet", "" }, { "Yusuf", "" }, { "Emre", "" },
    { "Murat", "" }, { "Hasan", "" }, { "Baran", "" }, { "Ömer", "" }, { "İbrahim", "" },
};

static const struct name turkish_family[] = {
    { "Yılmaz", "" }, { "Kaya", "" }, { "Demir", "" }, { "Şahin", "" }, { "Çelik", "" },
    { "Yıldız", "" }, { "Öztürk", "" }, { "Aydın", "" }, { "Arslan", "" }, { "Doğan", "" },
    { "Kılıç", "" }, { "Aslan", "" }, { "Çetin", "" }, { "Koç", "" }, { "Kurt", "" },
    { "Özdemir", "" },
};

static const struct name spanish_female[] = {
    { "María", "" }, { "Luz", "" }, { "Carmen", "" }, { "Paola", "" }, { "Andrea", "" },
    { "Valentina", "" }, { "Daniela", "" }, { "Camila", "" }, { "Sofía", "" },
    { "Gloria", "" },
};

static const struct name spanish_male[] = {
    { "José", "" }, { "Juan", "" }, { "Carlos", "" }, { "Andrés", "" }, { "Luis", "" },
    { "Santiago", "" }, { "Diego", "" }, { "Jorge", "" }, { "Felipe", "" }, { "Mateo", "" },
};

static const struct name spanish_family[] = {
    { "Rodríguez", "" }, { "Gómez", "" }, { "González", "" }, { "Martínez", "" },
    { "García", "" }, { "López", "" }, { "Hernández", "" }, { "Sánchez", "" },
    { "Ramírez", "" }, { "Pérez", "" }, { "Díaz", "" }, { "Muñoz", "" }, { "Rojas", "" },
    { "Moreno", "" }, { "Castro", "" }, { "Ortiz", "" },
};

static const struct name georgian_female[] = {
    { "Nino", "ნინო" }, { "Mariam", "მარიამ" }, { "Tamar", "თამარ" }, { "Ketevan", "ქეთევან" },
    { "Nana", "ნანა" }, { "Eka", "ეკა" },
};

static const struct name georgian_male[] = {
    { "Giorgi", "გიორგი" }, { "Davit", "დავით" }, { "Levan", "ლევან" }, { "Zurab", "ზურაბ" },
    { "Irakli", "ირაკლი" }, { "Nika", "ნიკა" },
};

static const struct name georgian_family[] = {
    { "Beridze", "ბერიძე" }, { "Kapanadze", "კაპანაძე" }, { "Gelashvili", "გელაშვილი" },
    { "Maisuradze", "მაისურაძე" }, { "Lomidze", "ლომიძე" }, { "Giorgadze", "გიორგაძე" },
    { "Tsiklauri", "წიკლაური" }, { "Kvaratskhelia", "კვარაცხელია" },
};

static const struct name congolese_female[] = {
    { "Espérance", "" }, { "Grâce", "" }, { "Furaha", "" }, { "Neema", "" }, { "Divine", "" },
    { "Chantal", "" }, { "Josephine", "" }, { "Béatrice", "" }, { "Mapendo", "" },
    { "Riziki", "" },
};

static const struct name congolese_male[] = {
    { "Jean", "" }, { "Emmanuel", "" }, { "Patrick", "" }, { "Innocent", "" },
    { "Bahati", "" }, { "Amani", "" }, { "Dieudonné", "" }, { "Espoir", "" }, { "Moïse", "" },
    { "Baraka", "" },
};

static const struct name congolese_family[] = {
    { "Mugisha", "" }, { "Bahati", "" }, { "Ndayishimiye", "" }, { "Nshimirimana", "" },
    { "Byamungu", "" }, { "Mutombo", "" }, { "Kabongo", "" }, { "Ilunga", "" },
    { "Habimana", "" }, { "Mukendi", "" }, { "Niyonzima", "" }, { "Kalala", "" },
    { "Amuri", "" }, { "Mwamba", "" }, { "Lukusa", "" }, { "Rukundo", "" },
};

static const struct name urdu_female[] = {
    { "Ayesha", "عائشہ" }, { "Sana", "ثنا" }, { "Nadia", "نادیہ" }, { "Saima", "صائمہ" },
    { "Rabia", "رابعہ" }, { "Hina", "حنا" },
};

static const struct name urdu_male[] = {
    { "Usman", "عثمان" }, { "Imran", "عمران" }, { "Bilal", "بلال" }, { "Asif", "آصف" },
    { "Faisal", "فیصل" }, { "Tariq", "طارق" },
};

static const struct name urdu_family[] = {
    { "Khan", "خان" }, { "Malik", "ملک" }, { "Butt", "بٹ" }, { "Chaudhry", "چوہدری" },
    { "Qureshi", "قریشی" }, { "Mirza", "مرزا" }, { "Sheikh", "شیخ" }, { "Bhatti", "بھٹی" },
};

static const struct name burmese_female[] = {
    { "Su", "" }, { "Thida", "" }, { "Khin", "" }, { "Aye", "" }, { "Mya", "" }, { "Zin", "" },
};

static const struct name burmese_male[] = {
    { "Aung", "" }, { "Kyaw", "" }, { "Zaw", "" }, { "Min", "" }, { "Htun", "" }, { "Ko", "" },
};

static const struct name burmese_family[] = {
    { "Win", "" }, { "Htet", "" }, { "Naing", "" }, { "Lwin", "" }, { "Thein", "" },
    { "Soe", "" }, { "Maung", "" }, { "Oo", "" },
};

static const struct name albanian_female[] = {
    { "Arta", "" }, { "Blerta", "" }, { "Drita", "" }, { "Elira", "" }, { "Mimoza", "" },
    { "Valbona", "" },
};

static const struct name albanian_male[] = {
    { "Arben", "" }, { "Besnik", "" }, { "Dritan", "" }, { "Ilir", "" }, { "Luan", "" },
    { "Agim", "" },
};

static const struct name albanian_family[] = {
    { "Hoxha", "" }, { "Krasniqi", "" }, { "Gashi", "" }, { "Shala", "" }, { "Berisha", "" },
    { "Kelmendi", "" }, { "Prifti", "" }, { "Dervishi", "" },
};

#define LIST(l) { l, sizeof l / sizeof *l }
#define ALL(c) { LIST(c##_female), LIST(c##_male), LIST(c##_family) }
static const struct name_list lists[CULTURES][3] = {
    [UKRAINIAN] = ALL(ukrainian),
    [RUSSIAN] = ALL(russian),
    [ARABIC] = ALL(arabic),
    [PERSIAN] = ALL(persian),
    [TIGRINYA] = ALL(tigrinya),
    [AMHARIC] = ALL(amharic),
    [SOMALI] = ALL(somali),
    [TURKISH] = ALL(turkish),
    [SPANISH] = ALL(spanish),
    [GEORGIAN] = ALL(georgian),
    [CONGOLESE] = ALL(congolese),
    [URDU] = ALL(urdu),
    [BURMESE] = ALL(burmese),
    [ALBANIAN] = ALL(albanian),
};

struct name_list synth_names(enum culture culture, enum name_part part)
{
    return lists[culture][part];
}

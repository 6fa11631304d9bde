"""Words that are no stop words and say little alone: numbers, months, lengths of time, and what every wish says.

The wall's cloud leaves them out. They are compared by their stems, so that a list names the forms that a stemmer does
not lead together; of scripts without spaces by pairs of signs. Only German ones are compared as they are written: some
of its nouns have a verb's stem (Fehler and fehlen). Languages without a list here have none.
"""

import functools

from facilitation.queries.likeness.words import words_of

_WORDS = {
    "de": """
bitte brauchen braucht danach darf dürfen eher einfach fehlen fehlt finden findet ganz geben gehen geht gerne gibt gut
gute guter gutes haben immer jemand kein keine kommen kommt lassen leider machen macht mehr mehrere müssen neu neue
neuen neuer niemand nie nur oft schon sehr sogar sollen sollte sollten statt viel viele vielen wäre weniger wenig
werden wissen wollen würde wünschen seit tag tage tagen woche wochen monat monate monaten monatelang jahr jahre jahren
jahrelang stunde stunden minute minuten uhr mal zeitpunkt heute gestern morgen montag dienstag mittwoch donnerstag
freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember eins zwei
drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend erste ersten erster zweite zweiten dritte dritten
""",
    "en": """
since year years month week day hour minute today yesterday tomorrow monday tuesday wednesday thursday friday saturday
sunday january february march april june july august september october november december one two three four five six
seven eight nine ten eleven twelve hundred thousand first second third once person people thing things need needs want
like get give go come make take find know use let always never often really very many much more less only also just
please thank thanks nobody somebody everybody everyone anyone everything something every good new wait waiting
""",
    "fr": """
depuis an ans année années mois semaine semaines jour jours heure heures minute minutes aujourd hui hier demain lundi
mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre
novembre décembre deux trois quatre cinq six sept huit neuf dix onze douze cent mille premier première fois personne
personnes gens chose choses besoin veut voulons faut faire avoir être aller donner trouver toujours jamais souvent
beaucoup trop peu plus moins seul seule seulement aussi très bien bon bonne nouveau nouvelle plaît merci quelqu chaque
attend attendre attendons
""",
    "es": """
desde año años mes meses semana semanas día días hora horas minuto minutos hoy ayer mañana lunes martes miércoles
jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
dos tres cuatro cinco seis siete ocho nueve diez once doce cien mil primero primera vez veces persona personas gente
cosa cosas necesita necesitamos necesitan necesitar querer queremos quiere hacer hay tener haber dar ir encontrar
siempre nunca mucho mucha muchos muchas más menos solo sólo también muy bien bueno buena nuevo nueva favor gracias
nadie alguien cada esperar esperamos
""",
    "pl": """
od rok roku lat lata latach miesiąc miesiące miesięcy tydzień tygodni tygodnie dzień dnia dni dniach godzina godziny
godzin minuta minut dziś dzisiaj wczoraj jutro poniedziałek poniedziałku wtorek środa środę czwartek piątek sobota
sobotę niedziela niedzielę styczeń stycznia styczniu luty lutego marzec marca kwiecień kwietnia maj maja czerwiec
czerwca lipiec lipca sierpień sierpnia wrzesień września październik października listopad listopada grudzień grudnia
jeden jedna jedno dwa dwie trzy trzech cztery czterech pięć sześć siedem osiem dziewięć dziesięć sto tysiąc pierwszy
raz osoba osoby osób ludzie ludzi rzecz rzeczy potrzebuje potrzebują potrzebujemy potrzeba trzeba chcemy chce mamy
mieć robić zawsze nigdy często wiele wielu dużo więcej mniej bardzo też dobry dobra dobrze nowy nowe nowa proszę
dziękuję nikt ktoś każdy każdego każda czekamy czekać
""",
    "tr": """
beri yıl yılı yıldan yıllar yıllardır sene ay ayda ayında aylar hafta haftalar gün günü günler saat dakika bugün dün
yarın pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül
ekim kasım aralık bir iki üç dört beş altı yedi sekiz dokuz on yüz bin ilk kez kere kişi kişiler insan insanlar şey
şeyler şeylere ihtiyaç ihtiyacımız gerek gerekli lazım istiyoruz istiyor duyuyor var yok olsun olmalı yapmak etmek her
hep hiç sık çok daha az sadece yalnız böyle iyi yeni lütfen teşekkürler kimse herkes birisi bekliyoruz beklemek
""",
    "uk": """
рік року роки років місяць місяці місяців тиждень тижні тижнів день дні дня днів година години годин хвилина хвилин
сьогодні вчора завтра понеділок понеділка вівторок середа середу четвер п'ятниця п'ятницю субота суботу неділя неділю
січень січня січні лютий лютого березень березня квітень квітня травень травня червень червня липень липня серпень
серпня вересень вересня жовтень жовтня листопад листопада грудень грудня один одна одне два дві три трьох чотири п'ять
шість сім вісім дев'ять десять сто тисяча перший раз людина людини люди людей людям річ речі речей потрібно потрібен
потрібна потрібні потребує потребують потребуємо треба хочемо хоче є немає мати робити завжди ніколи часто багато
багатьом багатьох більше менше дуже лише тільки також добре добрий новий нова нові ласка дякую ніхто хтось кожен
кожного кожна таких такі чекаємо чекати
""",
    "ru": """
год года годы лет месяц месяца месяцев неделя недели недель день дня дни дней час часа часов минута минут сегодня
вчера завтра понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье январь январе февраль
март апрель май мая июнь июль август сентябрь октябрь ноябрь декабрь один одна одно два две три трёх трех четыре пять
шесть семь восемь девять десять сто тысяча первый раз человек человека люди людей людям вещь вещи вещей нужно нужен
нужна нужны надо хотим хочет есть нет иметь делать всегда никогда часто много многим многие больше меньше очень только
также хорошо хороший новый новая новые пожалуйста спасибо никто кто-то каждый каждая ждём ждем ждать
""",
    "ar": """
منذ سنة سنوات السنة عام أعوام شهر أشهر أسبوع أسابيع يوم اليوم أيام ساعة ساعات دقيقة دقائق أمس غدا الاثنين الثلاثاء
الأربعاء الخميس الجمعة السبت الأحد يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون
شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين واحد واحدة اثنان ثلاث ثلاثة أربع أربعة خمس خمسة ست ستة سبع سبعة ثمان
ثمانية تسع تسعة عشر عشرة مئة ألف مرة شخص أشخاص ناس الناس شيء أشياء نحتاج يحتاج يحتاجون حاجة نريد يريد يوجد توجد يجب
دائما دائماً أبدا غالبا كثير كثيرا أكثر أقل فقط أيضا جدا جيد جديد جديدة فضلك شكرا مثل ننتظر
""",
    "fa": """
سال سال‌ها سالها ماه هفته روز روزها ساعت دقیقه امروز دیروز فردا شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر یک دو سه چهار پنج شش هفت هشت نه ده صد هزار اول
بار نفر شخص مردم چیز چیزها چیزی چیزهایی نیاز لازم می‌خواهیم خواهیم هست نیست داشتن باید همیشه هرگز اغلب خیلی بسیار
بیشتر کمتر فقط همچنین خوب جدید لطفا لطفاً ممنون هیچکس کسی هر منتظریم
""",
    "vi": """
năm tháng tuần ngày giờ phút hôm nay qua mai thứ hai ba tư bốn sáu bảy tám chín mười trăm nghìn lần người thứ cần muốn
phải luôn nhiều hơn ít chỉ cũng rất tốt mới vui lòng xin cảm ơn chờ đợi mỗi
""",
    "zh": """
一年 两年 三年 每年 今年 去年 明年 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 每月 每周 每天 今天 昨天 明天
小时 分钟 星期 期一 期二 期三 期四 期五 期六 期日 以来 一个 两个 三个 每个 几个 第一 一次 有人 没人 个人 多人 人们
很多 更多 更少 需要 希望 想要 应该 可以 没有 只有 总是 从来 经常 非常 也有 这样 那样 东西 等待 谢谢
""",
}


def is_filler(written: str, stem: str, language: str) -> bool:
    """Tell whether a word of a language says little alone; `stem` is its stem (`likeness.words`)."""
    return (written.casefold() if language == "de" else stem) in _of(language)


@functools.cache
def _of(language: str) -> frozenset[str]:
    listed = _WORDS.get(language, "")
    return frozenset(listed.split() if language == "de" else (word.stem for word in words_of(listed, language)))

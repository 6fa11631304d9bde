"""Contact data in typed text: found however it is written, and nothing taken for it that is none."""

import time

import pytest
import regex

from facilitation.contact_data import _LOCAL, has_contact_data, masked
from facilitation.plain_signs import plainly
from tests.conftest import read_lines, texts

HOSTILE = {line["name"]: line["text"] for line in read_lines("adversarial.jsonl")}
MASK = "•••"

NUMBERS = [
    "0351 / 488 12 34",
    "+49 (0) 351 / 488 1234",
    "49 171 8362736",
    "٠١٧١٨٣٦٢٧٣٦",
    "۰۱۷۱ ۸۳۶۲۷۳۶",
    "０１７１８３６２７３６",
    "0171/8362736",
    "0171 - 836 27 36",
    "0171–8362736",
    "0171.836.27.36",
    "0171 . 836 27 36",
    "(0171) 8362736",
    "[0171] 8362736",
    "(0171)8362736",
    "0171_8362736",
    "0171|8362736",
    "0171 | 8362736",
    "0171\\8362736",
    "0171*8362736",
    "0171∕8362736",
    "0171⁄8362736",
    "0171／8362736",
    "0171 ∕ 836 27 36",
    "0171   8362736",
    "0171 8362736",
    "0 1 7 1 8 3 6 2 7 3 6",
    "0-1-7-1-8-3-6-2-7-3-6",
    "O171 8362736",
    "0171 836 27 36",
    "+49171 8362736",
    "+49-171-8362736",
    "+49 (171) 8362736",
    "(+49) 171 8362736",
    "(+49)(0)171 8362736",
    "+ 49 171 8362736",
    "0049 171 8362736",
    "0049 (0)171 8362736",
    "00 49 171 8362736",
    "0049/171/8362736",
    "٠٠٤٩١٧١٨٣٦٢٧٣٦",
    "＋４９ １７１ ８３６２７３６",
    "+380 50 123 45 67",
    "380 50 123 45 67",
    "00380501234567",
    "8 912 345-67-89",
    "8 (912) 345-67-89",
    "011 49 171 8362736",
    "810 49 171 8362736",
    "+84 912 345 678",
    "+86 138 0013 8000",
    "+98 912 345 6789",
    "۰۹۱۲ ۳۴۵ ۶۷۸۹",
    "+1 (213) 555-0123",
    "1-213-555-0123",
    "01718362736",
    "491718362736",
    "+491718362736",
    "0351/488-12-34",
    "0351 488 12 34-0",
    "030 / 12 34 56 78",
    "0351-4881234",
    "171 8362736",
    "0171, 8362736",
    "0171: 8362736",
    "01.71.83.62.73",
    "0171 /836 27 36",
    "0171/ 836 27 36",
    "0171 // 836 27 36",
    "0171 · 836 27 36",
    "0171•8362736",
    "0171…8362736",
    "0171 — 8362736",
    "0171~8362736",
    "٠١٧١ / ٨٣٦ ٢٧ ٣٦",
    "٠١٧١-٨٣٦٢٧٣٦",
    "०१७१ ८३६२७३६",
    "০১৭১ ৮৩৬২৭৩৬",
    "⓪①⑦①⑧③⑥②⑦③⑥",
    "null eins sieben eins acht drei sechs zwei sieben drei sechs",
    "0351 / 456 78 90",
    "0351/4567890",
    "+49 (0) 351 456 78 90",
    "0351 – 4567890",
    "٠٣٥١ ٤٥٦٧٨٩٠",
    "۰۳۵۱ ۴۵۶۷۸۹۰",
    "०३५१ ४५६७८९०",
    "０３５１４５６７８９０",
    "＋４９３５１４５６７８９０",
    "⁰³⁵¹4567890",
    "0351‑4567890",
    "0351‐4567890",
    "0351−4567890",
    "+49\u00a0351\u202f4567890",
    "0351\u200b4567890",
    "03\u2060514567890",
    "0\u200c351\u200d4567890",
    "0351\u200e 4567890",
    "0\ufe0f\u20e33\ufe0f\u20e35\ufe0f\u20e31\ufe0f\u20e3 4567890",
    "0\u03323\u03325\u03321\u0332 4567890",
    "0049 (0)351/488 12 34",
    "+49.351.4881234",
    "(03 51) 4 88-12 34",
    "8(050)1234567",
    "+38 (050) 123-45-67",
    "0 (532) 123 45 67",
    "+90 532 123 45 67",
    "0912.345.678",
    "06.12.34.56.78",
    "13800138000",
    "138 0013 8000",
    "0️⃣1️⃣7️⃣1️⃣8️⃣3️⃣6️⃣2️⃣7️⃣3️⃣6️⃣",
    "𝟎𝟏𝟕𝟏 𝟖𝟑𝟔𝟐𝟕𝟑𝟔",
    "๐๙๑๒ ๓๔๕ ๖๗๘",
    "0351\n4881234",
    "0171\n836\n27\n36",
    "0351 vier acht acht 1234",
    "null-drei-fünf-eins 488 12 34",
    "нуль п'ять нуль один два три чотири",
    "sıfır beş üç iki bir iki üç dört beş",
    "zéro six un deux trois quatre cinq six",
    "zero pięć jeden dwa trzy siedem pięć",
    "không chín một hai ba bốn năm",
    "صفر واحد سبعة واحد ثمانية ثلاثة ستة",
    "صفر نه یک دو سه چهار پنج",
    "一三八零零一三八零零零",
    "0351/4 88-12-34",
    "0351 488 12 34 / -35",
    "+49 - 171 - 836 27 36",
    "0171=8362736",
    "0171;8362736",
    "0I71 8362736",
    "0351→4881234",
    "0351★4881234",
    "0351⁃4881234",
    "0351＿4881234",
    "0351～4881234",
    "٠١٧١،٨٣٦٢٧٣٦",
    "٠١٧١٫٨٣٦٫٢٧٣٦",
    "8362736 171 49+",
    "٤٩١٧١٨٣٦٢٧٣٦+",
    "Nulleinssiebeneins acht drei sechs zwei sieben drei sechs",
    "NULL EINS SIEBEN EINS ACHT DREI SECHS ZWEI SIEBEN",
    "oh one seven one eight three six two seven three six",
    "zero one seven one, eight three six, two seven three six",
    "null eins siebzig, achtunddreißig, vierundzwanzig",
    "zéro six, douze, trente-quatre, cinquante-six",
    "cero seis, doce, treinta y cuatro, cincuenta y seis",
    "нуль п'ять нуль, один два три, сорок п'ять, шістдесят сім",
    "zero sześć, dwanaście, trzydzieści cztery, pięćdziesiąt sześć",
    "sıfır beş, otuz iki, yirmi üç, kırk beş",
    "không chín mốt hai ba bốn lăm sáu bảy tám",
    "صفر واحد سبعة واحد، ثمانية ثلاثة ستة، اثنان سبعة",
    "一三八，零零一三，八零零零",
    "壹叁捌零零壹叁捌零零零",
    "零三五一、四八八、一二三四",
]

ADDRESSES = [
    "ada@example.org",
    "ada @ example.org",
    "ada@ example.org",
    "ada (at) example.org",
    "ada(at)example.org",
    "ada[at]example[dot]org",
    "ada [at] example [dot] org",
    "ada {at} example {dot} org",
    "ada at example dot org",
    "ada AT example DOT org",
    "ada ät example punkt de",
    "ada(ät)example.de",
    "ada(a)example.org",
    "ada[@]example.org",
    "ada＠example．org",
    "ada@example。org",
    "ada@example.co.uk",
    "ada.lovelace@sub.example.org",
    "ada punkt lovelace at gmail punkt com",
    "ada at gmail.com",
    "ada @ example . org",
    "ada@example (punkt) org",
    "ada_at_example.org",
    "ada-at-example.org",
    "ada<at>example.org",
    "ada|at|example.org",
    "adaATexampleDOTorg",
    "ada&#64;example.org",
    "ada&#x40;example.org",
    "ada&commat;example.org",
    "ada%40example.org",
    "a%4\u200b0exämple.org",
    "ada@пример.рф",
    "ada@exam\u00adple.org",
    "ada Klammeraffe example Punkt de",
    "ada@example,org",
    "ada (at) example (punkt) de",
    "ada собака example точка ru",
    "ada﹫example﹒org",
    "ada@exam\u200bple.org",
    "ada\u00ad@example．org",
    "ada ät example.de",
    "ada at gmx de",
    "ada bei gmx.de",
    "ada (bei) gmx.de",
    'ada"at"gmx.de',
    "ada “at” gmx.de",
    "ada@gmx de",
    "ada@gmx",
    "ada равлик gmail точка com",
    "ada kuyruklu a gmail nokta com",
    "ada a còng gmail chấm com",
    "ada 艾特 gmail 点 com",
    "ada@gmx.\nde",
    "ada(at)gmx\n.de",
    "a d a @ g m x . d e",
    "ada@web..de",
    "ada@@web.de",
    "ada@web .de",
    "ada@web. de",
    "ada آت جيميل دوت كوم",
    "ada ات جیمیل دات کام",
    "ada at qq点com",
    "adaⓐgmail.com",
    "ada ⓐ gmail.com",
    "ada/at/web/dot/de",
    "ada arobase laposte point fr",
    "ada(собака)mail.ru",
    "ada.l@t-online",
]

NAMES = [
    "wa.me/491718362736",
    "https://wa.me/491718362736?text=Hallo",
    "https://api.whatsapp.com/send?phone=491718362736",
    "https://chat.whatsapp.com/AbCdEfGh",
    "viber://chat?number=%2B491718362736",
    "https://t.me/ada_lovelace",
    "t.me/+491718362736",
    "signal.me/#p/+491718362736",
    "instagram.com/ada.lovelace",
    "https://www.facebook.com/ada.lovelace",
    "facebook.com/profile.php?id=100012345678901",
    "linkedin.com/in/ada-lovelace",
    "https://discord.gg/abcdef",
    "skype:ada.lovelace",
    "@ada_lovelace",
    "@ada:matrix.org",
    "x.com/ada_l",
    "https://twitter.com/ada_l",
    "youtube.com/@ada_l",
    "bsky.app/profile/ada.bsky.social",
    "threema.id/ABCD1234",
    "linktr.ee/ada",
    "xing.com/profile/Ada_L",
    "live:.cid.9a8b7c6d",
]
CALLED = [
    "Telegram: @adalove",
    "Insta @adalove",
    "Instagram: ada.lovelace",
    "WeChat ID: ada123",
    "微信号：ada123456",
    "加我微信 ada_123",
    "insta ada_love",
    "Discord: ada#1234",
    "QQ 12345678",
]
"""Names that are known for such by what stands in front."""

PAYMENTS = [
    *("DE02 1203 0000 0000 2020 51", "DE02120300000000202051", "de02 1203 0000 0000 2020 51"),
    *("DE02-1203-0000-0000-2020-51", "DE 02 1203 0000 0000 2020 51", "DE02.1203.0000.0000.2020.51"),
    *("DE02\n1203 0000\n0000 2020 51", "DE02\u00a01203\u00a00000\u00a00000\u00a02020\u00a051"),
    *("ＤＥ０２ １２０３ ００００ ００００ ２０２０ ５１", "DE٠٢ ١٢٠٣ ٠٠٠٠ ٠٠٠٠ ٢٠٢٠ ٥١"),
    "DE02 1203 0000 0000 2020 52",  # mistyped
    *("GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819", "FR14 2004 1010 0505 0001 3M02 606"),
    *("NO93 8601 1117 947", "PL61 1090 1014 0000 0712 1981 2874", "61 1090 1014 0000 0712 1981 2874"),
    *("UA21 3223 1300 0002 6007 2335 6600 1", "TR33 0006 1005 1978 6457 8413 26", "ES91 2100 0418 4502 0005 1332"),
    *("IR06 2960 0000 0010 0324 2000 01", "SA03 8000 0000 6080 1016 7519", "RO49 AAAA 1B31 0075 9384 0000"),
    *("4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "3782 822463 10005"),
    *("6037 9975 9999 9993", "٦٠٣٧ ٩٩٧٥ ٩٩٩٩ ٩٩٩٣", "4441 1144 5566 7780", "6222 0200 0000 0000 000"),
]
"""Accounts and cards: nobody's business either."""

NOTHING = [
    "2022 / 2023 / 2024",
    "3 x 4 = 12 Stühle",
    "400 € für 37 Belege",
    "SGB VIII § 74 Abs. 3",
    "14:30 - 16:30",
    "01067 Dresden",
    "18.11.2023",
    "1 000 000 Euro",
    "08:30 - 16:30",
    "08.30 - 16.30 Uhr",
    "09.00 – 10.30, 11.00 – 12.30",
    "01.07. - 05.07.2024",
    "01.07.2024 - 05.07.2024",
    "01.07.2024, 18:30 Uhr",
    "05/2023 - 07/2024",
    "2023/24, 2024/25 und 2025/26",
    "2019-2020-2021",
    "2019 2020 2021 2022",
    "01067 / 01069 / 01097",
    "01067, 01069, 01097",
    "1.000.000 €",
    "12 000 000 €",
    "1'000'000 Franken",
    "10.000 bis 20.000 Menschen",
    "100 000 / 200 000 / 300 000",
    "ISBN 978-3-16-148410-0",
    "0 1 2 3 4 5 6 7 8 9 10",
    "1 2 3 4 5 6 7 8 9 10",
    "Räume 0.12, 0.13, 0.14 und 0.15",
    "§§ 16a, 25 Abs. 1, 104c AufenthG",
    "Art. 3 Abs. 3 GG",
    "2023-11-18",
    "2023-11-18 14:30",
    "18/11/2023",
    "18. 11. 2023",
    "24/7 und 365 Tage",
    "1/2 + 3/4 = 5/4",
    "192.168.0.1",
    "Linie 3, 7, 8, 9, 11, 12",
    "20 000 000 Menschen",
    "1.234.567,89 Euro",
    "Drucksache 20/12345",
    "Az. 0123/4567-89",
    "Konto 4711 0815",
    "Kontonummer 0123456789",
    "Konto Nr. 0123456789",
    "Rechnungsnr. 0351 4881234",
    "Rechnung 2023-0815-12",
    "Rechnungen: 4711/0815/22",
    "Vorgangsnummer: 0123 456 789",
    "Antrag 12345678",
    "Bestellung 12 345 678",
    "Bestellnummer 0123456789",
    "Kundennummer 0123456789",
    "Matrikelnummer 0123456",
    "Steuernummer 0203/123/45678",
    "HRB 0123456",
    "invoice no. 0123456789",
    "account 12345678",
    "Treffen @ Rathaus. Danach Essen",
    "look at example.org",
    "Wir sind @ home",
    "um 9 at the station",
    "50.000–100.000 Euro",
    "3,5 Mio. Euro",
    "110 Vereine, 250 Menschen, 12 Sprachen",
    "5 x 5 x 5 = 125",
    "1990 - 2000 - 2010 - 2020",
    "12 345 678 Einwohner",
    "09:00-10:30-12:00",
    "Seite 12-15, 20-25, 30-35",
    "0-18 Jahre, 18-27 Jahre",
    "0 bis 3, 3 bis 6, 6 bis 10",
    "08.11.23",
    "1. 2. 3. 4. 5. 6. 7. 8.",
    "Punkt 1, Punkt 2",
    "06.00 - 22.00",
    "Mo-Fr 08.00-18.00, Sa 09.00-13.00",
    "Der Punkt at issue",
    "20.000.000",
    "2.500 / 3.000 / 3.500",
    "07/2023",
    "۱۴۰۲/۰۸/۲۷",
    "٢٠٢٣/٢٠٢٤",
    "١٨/١١/٢٠٢٣",
    "14.30–16.30",
    "01067-01099",
    "51.0504, 13.7373",
    "10-12-14 Uhr",
    "Am 01.07.2024 um 18:30 Uhr",
    "Le 01/07/2024 à 18:30",
    "٠١/٠٧/٢٠٢٤",
    "1.000.000,00 € statt 2,0123456",
    "Förderungen unter 5.000 € und 10.000 Euro",
    "01067 Dresden, Annenstraße 10",
    "2023/2024 waren 37 Belege nötig",
    "110 Organisationen, 12 Sprachen, 3 Stationen",
    "Tischnummer 12345",
    "Hotel 12345",
    "10 20 30 40 50 60",
    "01/02/03/04",
    "01 02 03 04",
    "09.2023 – 06.2024",
    "09.00\n10.00\n11.00\n12.00",
    "2024年11月18日14点30分",
    "14 h 30 à 16 h 30",
    "1 500 000 грн",
    "3 000 000 000 Menschen",
    "eins, zwei, drei, vier, fünf, sechs, sieben",
    "một hai ba bốn năm sáu bảy",
    "eins zwei drei 2023",
    "一九四五年",
    "@all: danke",
    "Frauen@home",
    "Telegram: Gruppe gründen",
    "WhatsApp: 18.30 Uhr",
    "Facebook: z.B. Gruppen",
    "Signal: B2-Kurs",
    "dresden.de/integration",
    "Wir sind bei web.de",
    *("24.12. 25.12. 26.12. 31.12.", "24.12.2025 26.12.2025", "2022 2023 2024 2025", "3000 4000 5000 6000"),
    *("AB12 CD34 EF56 GH78 IJ90", "1234567890123456", "Oh, one, two, three!", "null, zehn, zwanzig, dreißig, vierzig"),
    *("2022 → 2023 → 2024", "10→20→30", "100 000 000+ Menschen", "Facebook_Gruppe", "Bitte kommt. de Maizière sprach"),
    *(
        "gmail.com et hotmail.com",
        "km/at/Tag",
        "Telegram Gruppe2",
        "live: Musik",
        "一二三四五六七八九十",
        "Bild IMG_20231118_143000",
    ),
    *("2021 45000 2022 50000 2023 55000", "Kurse A1, A2, B1, B2 (je 600 Stunden)", "51°03'00.0\"N 13°44'15.0\"E"),
    *("563 506 471 390 357", "116 117 anrufen", "١٢٥٠٠ يورو", "۲۷ آبان ۱۴۰۲ ساعت ۱۴:۳۰", "2023年11月18日14:30-16:20"),
    *("DIN 18040-1, 18040-2", "Beschluss V1234/23 vom 12.05.2023", "Größe 36/38/40/42/44", "99 98 97 96"),
]


def left(text: str) -> str:
    """What is left of a text when its mask is taken away."""
    return masked(text, MASK).replace(MASK, "")


@pytest.mark.parametrize("said", [*NUMBERS, *ADDRESSES, *NAMES, *PAYMENTS], ids=ascii)
def test_contact_data_is_covered_however_it_is_written(said: str) -> None:
    assert left(said) == ""
    assert left(f"Anruf: {said}, abends") == "Anruf: , abends"
    assert left(f"Ruft mich an ({said}) oder kommt vorbei") in (
        "Ruft mich an () oder kommt vorbei",
        "Ruft mich an ) oder kommt vorbei",
    )
    assert not any(map(str.isdigit, left(f"Tisch eins {said}.")))


@pytest.mark.parametrize("said", CALLED, ids=ascii)
def test_a_name_in_a_messenger_is_covered_and_the_messenger_is_named(said: str) -> None:
    assert left(f"Schreibt mir: {said}, gern abends").strip() == (
        f"Schreibt mir: {said[: max(said.rfind(' '), said.rfind('：')) + 1]}, gern abends"
    )


@pytest.mark.parametrize("said", NOTHING, ids=ascii)
def test_what_is_no_contact_data_stays(said: str) -> None:
    for text in (said, f"Wir haben {said} gesehen", f"({said})"):
        assert masked(text, MASK) == text


def test_several_are_covered_each_for_itself() -> None:
    several = "0171 8362736 / 0351 4881234, ada@example.org oder +49 (0) 351 / 488 1234\n2023 kamen 37"
    assert masked(several, MASK) == f"{MASK}, {MASK} oder {MASK}\n2023 kamen 37"
    assert masked(HOSTILE["phone_email_pii"], MASK) == f"Bitte Frau Muster anrufen: {MASK} oder {MASK}, {MASK}"


def test_a_country_says_what_its_numbers_look_like() -> None:
    for country, number in (
        ("PL", "512 345 678"),
        ("ES", "612 34 56 78"),
        ("US", "(213) 555-0123"),
        ("CZ", "601 123 456"),
        ("NO", "406 12 345"),
    ):
        assert masked(f"Ruf an: {number}!", MASK, country) in (f"Ruf an: {MASK}!", f"Ruf an: {MASK}")
        assert masked(f"{number}", MASK, country) == MASK
    assert masked("512 345 678 Menschen", MASK, "DE") == "512 345 678 Menschen"


def test_a_number_that_is_called_one_may_be_short() -> None:
    assert masked("Tel. 488 12", MASK) == f"Tel. {MASK}"
    assert masked("Durchwahl: 48812", MASK) == f"Durchwahl: {MASK}"
    assert masked("Telefonzelle 48812 gesehen", MASK) == "Telefonzelle 48812 gesehen"


@pytest.mark.parametrize(
    "about",
    [
        *("Hilfe beim Antrag: ", "Antragshilfe ", "Telegram-Account: ", "WhatsApp account ", "Bestellung: "),
        *("Bestellungen ", "Fragen zur Rechnung ", "Fragen zur Rechnung. ", "Fragen zum Vorgang # ", "Konto", "Konto:"),
        *("Kontoeröffnung - ", "Drucksache\n", "Reference  "),
    ],
    ids=ascii,
)
@pytest.mark.parametrize(
    "number", ["0351 4881234", "0171/8362736", "+49 171 8362736", "0049 171 8362736", "(0171) 8362736"]
)
def test_a_number_to_call_about_something_that_has_numbers_is_covered(about: str, number: str) -> None:
    assert left(f"{about}{number}").strip() == about.strip()


def test_what_is_no_contact_data_stays_to_the_letter_around_it() -> None:
    around = "می\u200cخواهیم 👩\u200d👧 e\u0301 ١٢ ３ \u2011"
    assert masked(f"{around} ada@example.org {around}", MASK) == f"{around} {MASK} {around}"


def test_no_real_text_is_taken_for_contact_data() -> None:
    assert [line["text"] for line in texts() if has_contact_data(line["text"])] == []


@pytest.mark.parametrize("code", ["%40", "&#64;", "&#0064;", "&#X40;", "&commat;"])
def test_a_code_of_an_at_ends_a_name_and_moves_nothing(code: str) -> None:
    """Where its signs were those of a name, a text of 500 such codes was tried from each of them to its end."""
    plain, places = plainly(f"{code}_" * 100)
    step = len(code) + 1
    assert (plain, list(places)) == (
        "@_" * 100,
        [at for one in range(100) for at in (one * step, one * step + step - 1)],
    )
    assert not regex.search(_LOCAL, "@"), "a name ends at it"
    text = f"{code} é {code} ada{code}example.org, ada{code}example,org {code}"
    assert masked(text, MASK) == f"{code} é {code} {MASK}, {MASK} {code}"


FLOODS = [
    "1 " * 250,
    "0" * 500,
    "a at " * 100,
    "(at) " * 100,
    "1.1." * 125,
    "null " * 100,
    " " * 500 + "@",
    "1'" * 250,
    "٠١٧١ ٨٣٦٢٧٣٦ " * 38,
    "'a'" * 160,
    '"at" ' * 100,
    "telegram: " * 50,
    "t.me/" * 100,
    "eins zwei " * 50,
    "@a_" * 160,
    "aa11 " * 100,
    "iban aa11" * 50,
    "4 " * 250,
    "null zehn " * 50,
    "nullnull" * 60,
    "一，" * 250,
    "a/at/" * 100,
    "telegram a_" * 45,
]


def test_no_text_takes_the_servers_time() -> None:
    begun = time.process_time()
    for flood in FLOODS:
        masked(flood, MASK)
    for long in ("\u1100" * 60_000, "a@" + "b" * 60_000, "1 " * 30_000, "aa11" * 15_000, "null " * 12_000):
        masked(long, MASK)
    assert time.process_time() - begun < 1

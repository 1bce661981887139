"""Dates: tables of what is read, what is left open, and what must never be taken for a date."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpkit.text.dates import Order, is_placeholder, proves_order, read_date, read_period
from gpkit.text.dates._names import LANGUAGES

# raw -> value. Developed on: seen on pages of national coalitions, project databases and news.
READ = """
18.07.2024 | -> 2024-07-18
14.06.2024 -> 2024-06-14
29.07.2025 -> 2025-07-29
18. 7. 2024 -> 2024-07-18
18.7.2024 -> 2024-07-18
18. 07. 2024. -> 2024-07-18
18 . 07 . 2024 -> 2024-07-18
18/07/2024 -> 2024-07-18
18-07-2024 -> 2024-07-18
18 / 07 / 2024 -> 2024-07-18
07/18/2024 -> 2024-07-18
05.05.2024 -> 2024-05-05
5/5/2024 -> 2024-05-05
2024-07-18 -> 2024-07-18
2024/07/18 -> 2024-07-18
2024.07.18 -> 2024-07-18
2024. 07. 18. -> 2024-07-18
2024. 7. 18. -> 2024-07-18
2024-02-01 -> 2024-02-01
2024/1/2 -> 2024-01-02
2024 07 18 -> 2024-07-18
18 07 2024 -> 2024-07-18
2024-07-18T10:00:00Z -> 2024-07-18
2024-07-18T10:00:00+02:00 -> 2024-07-18
2024-07-18T10:00:00.000Z -> 2024-07-18
2024-07-18 10:00 -> 2024-07-18
2024-07-18 10:00:59 -> 2024-07-18
18.07.2024 12:10 -> 2024-07-18
18.07.2024, 12:10 -> 2024-07-18
18.07.2024г. -> 2024-07-18
18.07.2024 г. -> 2024-07-18
(18.07.2024) -> 2024-07-18
[18.07.2024] -> 2024-07-18
"18.07.2024" -> 2024-07-18
Date: 18.07.2024 -> 2024-07-18
Date:18.07.2024 -> 2024-07-18
Access date: 18.11.2021 -> 2021-11-18
Published on 18.07.2024 by admin -> 2024-07-18
18.07.2024No Comments -> 2024-07-18
By admin | 18.07.2024 | News -> 2024-07-18
１８．０７．２０２４ -> 2024-07-18
١٨/٠٧/٢٠٢٤ -> 2024-07-18
18 July 2024 -> 2024-07-18
18 JULY 2024 -> 2024-07-18
18 Jul 2024 -> 2024-07-18
18-Jul-2024 -> 2024-07-18
18/Jul/2024 -> 2024-07-18
18Jul2024 -> 2024-07-18
18 July, 2024 -> 2024-07-18
18th July 2024 -> 2024-07-18
18th of July 2024 -> 2024-07-18
18th of July, 2024 -> 2024-07-18
1st of March 2020 -> 2020-03-01
2nd March 2020 -> 2020-03-02
3rd March 2020 -> 2020-03-03
the 3rd of March 2020 -> 2020-03-03
July 18, 2024 -> 2024-07-18
July 18 2024 -> 2024-07-18
July 18th, 2024 -> 2024-07-18
September 24th, 2024 -> 2024-09-24
Sept 24, 2024 -> 2024-09-24
Sept. 24, 2024 -> 2024-09-24
Sep 24 2024 -> 2024-09-24
January 1, 2023 12:00 am -> 2023-01-01
July 7, 2020 12:00 am -> 2020-07-07
July 7, 2020 at 12:00 p.m. -> 2020-07-07
15 Oct, 2017 -> 2017-10-15
Friday, 3 May 2024 -> 2024-05-03
Fri, 3 May 2024 -> 2024-05-03
Friday 3rd May 2024 -> 2024-05-03
Friday, May 3, 2024 -> 2024-05-03
2024 July 18 -> 2024-07-18
2024-Jul-18 -> 2024-07-18
1 November 2023 in!4MkQq3 -> 2023-11-01
03 Juni 2024, 12:10 -> 2024-06-03
15 Juni 2023, 08:38 -> 2023-06-15
3. Juni 2024 -> 2024-06-03
Montag, 3. Juni 2024 -> 2024-06-03
Mo., 3. Juni 2024 -> 2024-06-03
3. März 2024 -> 2024-03-03
3. Marz 2024 -> 2024-03-03
1. Jänner 2024 -> 2024-01-01
1. Feber 2024 -> 2024-02-01
2024. gada 18. jūlijs -> 2024-07-18
2024. gada 18. jūlijā -> 2024-07-18
2024. gada 18.jūlijs -> 2024-07-18
18. jūlijs 2024 -> 2024-07-18
2024. g. 18. jūl. -> 2024-07-18
2024 m. liepos 18 d. -> 2024-07-18
2024 m. liepos 18 d., ketvirtadienis -> 2024-07-18
2024 liepos 18 -> 2024-07-18
2024 m. Liepos 18 d -> 2024-07-18
10. mája 2023 -> 2023-05-10
12. septembra 2022 -> 2022-09-12
12.septembra 2022 -> 2022-09-12
17. prosince 2025 -> 2025-12-17
17. prosince 2025 17.12.2025 -> 2025-12-17
1. února 2024 (01.02.2024) -> 2024-02-01
18. cervence 2024 -> 2024-07-18
18. července 2024 v 12:10 -> 2024-07-18
čtvrtek 18. července 2024 -> 2024-07-18
le 1er janvier 2020 -> 2020-01-01
1er janvier 2020 -> 2020-01-01
jeudi 18 juillet 2024 -> 2024-07-18
18 août 2024 -> 2024-08-18
18 aout 2024 -> 2024-08-18
18 déc. 2024 -> 2024-12-18
1 de marzo de 2020 -> 2020-03-01
1 de marzo del 2020 -> 2020-03-01
1º de março de 2020 -> 2020-03-01
18 de jul. de 2024 -> 2024-07-18
quinta-feira, 18 de julho de 2024 -> 2024-07-18
18 de Julho, 2024 -> 2024-07-18
18 luglio 2024 -> 2024-07-18
1° luglio 2024 -> 2024-07-01
giovedì 18 luglio 2024 -> 2024-07-18
18 sett. 2024 -> 2024-09-18
18 juli 2024 -> 2024-07-18
18 mrt. 2024 -> 2024-03-18
torsdag den 18. juli 2024 -> 2024-07-18
den 18 juli 2024 -> 2024-07-18
d. 18. juli 2024 -> 2024-07-18
18. heinäkuuta 2024 -> 2024-07-18
torstaina 18. heinäkuuta 2024 -> 2024-07-18
18.heinäkuuta 2024 -> 2024-07-18
18. juuli 2024 -> 2024-07-18
18. juulil 2024 -> 2024-07-18
18 юли 2024 г. -> 2024-07-18
18 юли 2024г. -> 2024-07-18
18 Юли, 2024 -> 2024-07-18
четвъртък, 18 юли 2024 г. -> 2024-07-18
18. srpnja 2024. -> 2024-07-18
četvrtak, 18. srpnja 2024. -> 2024-07-18
18. julija 2024 -> 2024-07-18
četrtek, 18. julij 2024 -> 2024-07-18
18 lipca 2024 -> 2024-07-18
18 lipca 2024 r. -> 2024-07-18
18 VII 2024 -> 2024-07-18
18.VII.2024 -> 2024-07-18
18.vii.2024 -> 2024-07-18
18.II.2024 -> 2024-02-18
18.XII.2024 г. -> 2024-12-18
2024. július 18. -> 2024-07-18
2024. július 18., csütörtök -> 2024-07-18
2024. júl. 18. -> 2024-07-18
2024. július 18-án -> 2024-07-18
2024 július 18 -> 2024-07-18
18 Ιουλίου 2024 -> 2024-07-18
Πέμπτη 18 Ιουλίου 2024 -> 2024-07-18
18 ΙΟΥΛΙΟΥ 2024 -> 2024-07-18
1η Ιουλίου 2024 -> 2024-07-01
18 iulie 2024 -> 2024-07-18
joi, 18 iulie 2024 -> 2024-07-18
18 Iúil 2024 -> 2024-07-18
18 Meán Fómhair 2024 -> 2024-09-18
18 MFómh 2024 -> 2024-09-18
18 ta’ Lulju 2024 -> 2024-07-18
18 ta' Lulju 2024 -> 2024-07-18
01 Fra 2024 -> 2024-02-01
Thursday 01/02/2024 -> 2024-02-01
09/2018 -> 2018-09
9/2018 -> 2018-09
09.2018 -> 2018-09
09-2018 -> 2018-09
2018-09 -> 2018-09
2018/09 -> 2018-09
2018.09. -> 2018-09
April 2018 -> 2018-04
April, 2018 -> 2018-04
Sept. 2018 -> 2018-09
abril de 2018 -> 2018-04
IV 2018 -> 2018-04
2018. április -> 2018-04
2018 m. balandis -> 2018-04
2018 m. balandžio mėn. -> 2018-04
2018 -> 2018
2018. -> 2018
(2018) -> 2018
2018 г. -> 2018
2018 m. -> 2018
2020 - -> 2020
- 2020 -> 2020
since 2019 -> 2019
"""

# raw -> every reading: what is said, but not in one way only
OPEN = """
01.02.2024 -> 2024-01-02 2024-02-01
01-10-2019 -> 2019-01-10 2019-10-01
01/05/2006 | -> 2006-01-05 2006-05-01
1 2 2024 -> 2024-01-02 2024-02-01
By 30.05.2023September 24th, 2024No Comments -> 2023-05-30 2024-09-24
17. prosince 2025 18.12.2025 -> 2025-12-17 2025-12-18
5. listopada 2020 -> 2020-10-05 2020-11-05
5 lip 2020 -> 2020-06-05 2020-07-05
5. srp 2020 -> 2020-07-05 2020-08-05
15.03.21 -> 1915-03-21 1921-03-15 2015-03-21 2021-03-15
31/12/99 -> 1999-12-31 2099-12-31
18 Jul 24 -> 1918-07-24 1924-07-18 2018-07-24 2024-07-18
Friday 18.07.24 -> 1918-07-24 1924-07-18 2018-07-24 2024-07-18
2011/12 -> 2011 2011-12
2018/2019 -> 2018 2019
2014-20 -> 2014 2020
April 2018 - September 2021 -> 2018-04 2021-09
18.-20. July 2024 -> 2024-07-18 2024-07-20
Monday, 01/02/2024 -> 2024-01-02 2024-02-01
5 May 2024 and 7 June 2024 -> 2024-05-05 2024-06-07
31.02.2024 or 18.07.2024 -> 2024-07-18
"""

# Held out: written after the code worked on the tables above.
HELD_OUT = """
Posted: 12/31/2019 -> 2019-12-31
Última actualización: 23/11/2021 -> 2021-11-23
Stand: 28.02.2020 -> 2020-02-28
Stand 28. Februar 2020 -> 2020-02-28
Veröffentlicht am 28. Februar 2020 -> 2020-02-28
Donnerstag, den 18. Juli 2024 -> 2024-07-18
Do, 18. Juli 2024 -> 2024-07-18
18. Sept. 2024 -> 2024-09-18
2. Dez. 2019 -> 2019-12-02
Publié le 14 février 2022 -> 2022-02-14
Publié le 14 fevrier 2022 à 9h30 -> 2022-02-14
mardi 15 mars 2022 -> 2022-03-15
mar. 15 mars 2022 -> 2022-03-15
14 FÉVRIER 2022 -> 2022-02-14
22 de diciembre de 2021 -> 2021-12-22
miércoles, 22 de diciembre de 2021 -> 2021-12-22
22 dic 2021 -> 2021-12-22
22 dic. 2021 -> 2021-12-22
Diciembre 22, 2021 -> 2021-12-22
22 dicembre 2021 ore 10:00 -> 2021-12-22
mercoledì, 22 dicembre 2021 -> 2021-12-22
l'8 marzo 2021 -> 2021-03-08
Pubblicato il 1º agosto 2021 -> 2021-08-01
22 de dezembro de 2021, 10:00 -> 2021-12-22
Dezembro 2021 -> 2021-12
dezembro de 2021 -> 2021-12
woensdag 22 december 2021 -> 2021-12-22
22 dec. 2021 -> 2021-12-22
onsdag d. 22. december 2021 kl. 10:00 -> 2021-12-22
22 dec 2021 kl. 10.00 -> 2021-12-22
Publicerad 22 december 2021 -> 2021-12-22
Julkaistu 22.12.2021 -> 2021-12-22
22.12.2021 klo 10.00 -> 2021-12-22
keskiviikko 22. joulukuuta 2021 -> 2021-12-22
joulukuu 2021 -> 2021-12
joulukuussa 2021 -> 2021-12
detsember 2021 -> 2021-12
K, 22. detsember 2021 -> 2021-12-22
22. detsembril 2021. a -> 2021-12-22
2021. gada 22. decembrī -> 2021-12-22
22. decembris, 2021 -> 2021-12-22
Publicēts: 22.12.2021. -> 2021-12-22
2021 m. gruodžio 22 d. 10:00 -> 2021-12-22
2021-12-22 10:00 val. -> 2021-12-22
2021 m. gruodis -> 2021-12
2021. december 22., szerda -> 2021-12-22
2021. december 22. 10:00 -> 2021-12-22
2021.12.22. -> 2021-12-22
2021. XII. 22. -> 2021-12-22
2021. dec. 22. -> 2021-12-22
Objavljeno: 22. 12. 2021 -> 2021-12-22
sreda, 22. december 2021 -> 2021-12-22
22. decembra 2021 ob 10:00 -> 2021-12-22
Objavljeno 22. prosinca 2021. -> 2021-12-22
22.12.2021. u 10:00 -> 2021-12-22
srijeda, 22. prosinca 2021. -> 2021-12-22
22. pro 2021. -> 2021-12-22
středa 22. 12. 2021 -> 2021-12-22
St 22. 12. 2021 -> 2021-12-22
22. prosinec 2021 -> 2021-12-22
streda, 22. decembra 2021 -> 2021-12-22
Zverejnené 22. decembra 2021 -> 2021-12-22
środa, 22 grudnia 2021 -> 2021-12-22
22 gru 2021 -> 2021-12-22
grudzień 2021 -> 2021-12
grudzien 2021 r. -> 2021-12
22 XII 2021 r. -> 2021-12-22
Miercuri, 22 Decembrie 2021 -> 2021-12-22
22 dec. 2021, ora 10:00 -> 2021-12-22
22 декември 2021 -> 2021-12-22
Публикувано на 22.12.2021 г. -> 2021-12-22
22 дек. 2021 -> 2021-12-22
сряда, 22 декември 2021, 10:00 -> 2021-12-22
декември 2021 г. -> 2021-12
м. декември 2021 г. -> 2021-12
Τετάρτη, 22 Δεκεμβρίου 2021 -> 2021-12-22
22 Δεκ 2021 -> 2021-12-22
Δεκέμβριος 2021 -> 2021-12
22 Δεκεμβριου 2021 -> 2021-12-22
Dé Céadaoin, 22 Nollaig 2021 -> 2021-12-22
22ú Nollaig 2021 -> 2021-12-22
22 Mí na Nollag 2021 -> 2021-12-22
L-Erbgħa, 22 ta’ Diċembru 2021 -> 2021-12-22
22 ta' Dicembru 2021 -> 2021-12-22
Wednesday 22nd December 2021 at 10.00 -> 2021-12-22
Wed Dec 22 2021 -> 2021-12-22
Wed, 22 Dec 2021 10:00:00 GMT -> 2021-12-22
Wed Dec 22 10:00:00 2021 -> 2021-12-22
December 2021. -> 2021-12
As of December 22, 2021 -> 2021-12-22
Last updated: 22/12/2021 - 10:00 -> 2021-12-22
22 December 2021 | News -> 2021-12-22
News • 22 December 2021 • 5 min read -> 2021-12-22
22.12.2021 – Press release -> 2021-12-22
2021-12-22 – News -> 2021-12-22
12/2021 - -> 2021-12
"""

# What must not be read, in whole or in part
NOT_READ = """
31.02.2024
32.01.2024
30/02/2024
29.02.2023
13/13/2024
00.01.2024
2024-13-01
2024-18-07
31 April 2024
32 January 2024
January 32, 2024
13/2018
2018-13-01
dd.mm.2023
2018-1-PL01-KA204-051132
2019-1-BG01-KA202-062299
BG05M9OP001-4.001-0135-C02
2014BG05M9OP001
KA2-2018-09
101059876
2018-1
PL-2018-09-12-A
v2024.07.18
version 2024.7.18
1.2.3
3.11.12
192.168.10.12
10.12.2001.4
1.2.2024.5
10.12.20.24
+359 2 987 6543
+32 2 299 11 11
02/987 65 43
Tel. 02.12.2024
Tel.: 01-02-2024
20:18
12:10:2024
10:00
2.382.460,56 €
2 382 460,56 €
2018 €
€ 01.02.2024
18.07.2024 EUR
2018,50
2018%
12018
0032
1899
2101
20240718
Directive 2018/1972/EU
Regulation (EU) 2016/679
2016/679
COM(2018) 22 final
Digital 2024 Summit
agenda 2030
Horizon 2020
Industry 4.0 in 2019 and 2021
out of 2018 participants
18 July
18.07.
18 and 20 July 2024
18. i 20. srpnja 2024
18.07. and 20.07.2024
Sun 2024
Mo 2024
Q1 2024
spring 2024
mid-2024
ISO 8601-1:2019
ISBN 978-3-16-148410-0
https://example.org/2024/07/18/title
report_2024-07-18.pdf
?d=2024-07-18
550e8400-2018-09-12-a716
2024-W29
2018+
2018?
~2018
c. 2018
½ 2018
1² 2018
May
Monday
Start date
-
|
n/a
"""

# raw -> start end; "." for an end that is not there, "?" for one that is open
PERIODS = """
01/10/2018 – 30/09/2020 -> 2018-10-01 2020-09-30
30/09/2018 – 01/10/2020 -> 2018-09-30 2020-10-01
01/10/2018 – 05/09/2020 -> ? ?
01.10.2018-30.09.2020 -> 2018-10-01 2020-09-30
2018-09-01/2020-08-31 -> 2018-09-01 2020-08-31
2018-09-01 to 2020-08-31 -> 2018-09-01 2020-08-31
April 2018 – September 2021 -> 2018-04 2021-09
April – September 2021 -> 2021-04 2021-09
09/2018 – 08/2020 -> 2018-09 2020-08
2017 г. – 2018 г. -> 2017 2018
2017 -2018 -> 2017 2018
2017–2018 -> 2017 2018
2018/2019 -> 2018 2019
2018/19 -> 2018 2019
2018-19 -> 2018 2019
2014-20 -> 2014 2020
2014 to 2020 -> 2014 2020
from 2014 to 2020 -> 2014 2020
2020 - -> 2020 .
2020 – present -> 2020 .
2020-ongoing -> 2020 .
- 2020 -> . 2020
until 2020 -> . 2020
since 2019 -> 2019 .
seit 2019 -> 2019 .
depuis 2019 -> 2019 .
от 2019 г. -> 2019 .
18.–20. July 2024 -> 2024-07-18 2024-07-20
18-20 July 2024 -> 2024-07-18 2024-07-20
18 to 20 July 2024 -> 2024-07-18 2024-07-20
July 18–20, 2024 -> 2024-07-18 2024-07-20
18.-20.07.2024 -> 2024-07-18 2024-07-20
18.07. – 20.09.2024 -> 2024-07-18 2024-09-20
01.10. – 30.11.2024 -> 2024-10-01 2024-11-30
18/07 - 20/09/2024 -> 2024-07-18 2024-09-20
18 July – 20 September 2024 -> 2024-07-18 2024-09-20
July 18 – September 20, 2024 -> 2024-07-18 2024-09-20
18 December – 5 January 2024 -> ? 2024-01-05
18 July 2024 – 20 September 2025 -> 2024-07-18 2025-09-20
1 de marzo de 2020 - 28 de febrero de 2022 -> 2020-03-01 2022-02-28
du 1er mars 2020 au 28 février 2022 -> 2020-03-01 2022-02-28
vom 01.10.2018 bis 30.09.2020 -> 2018-10-01 2020-09-30
18.07.2024 -> 2024-07-18 .
18.07.2024 - -> 2024-07-18 .
17. prosince 2025 17.12.2025 -> 2025-12-17 .
dd.mm.2023 - dd.mm.2024 -> . .
Start date -> . .
"""


def rows(table: str) -> list[tuple[str, str]]:
    """Rows of a table: the raw words, and what they must give."""
    cut = (line.rpartition(" -> ") for line in table.strip().splitlines())
    return [(raw, expected) for raw, _, expected in cut]


@pytest.mark.parametrize(("raw", "expected"), rows(READ))
def test_reads(raw, expected):
    reading = read_date(raw)
    assert str(reading.value) == expected, reading


@pytest.mark.parametrize(("raw", "expected"), rows(HELD_OUT))
def test_reads_held_out(raw, expected):
    reading = read_date(raw)
    assert str(reading.value) == expected, reading


@pytest.mark.parametrize(("raw", "expected"), rows(OPEN))
def test_leaves_open(raw, expected):
    reading = read_date(raw)
    assert reading.value is None
    assert " ".join(map(str, reading.readings)) == expected, reading


@pytest.mark.parametrize("raw", NOT_READ.strip().splitlines())
def test_is_no_date(raw):
    reading = read_date(raw)
    assert (reading.value, reading.readings) == (None, ()), reading
    assert reading.steps, "it must say why"
    assert proves_order(raw) is None


@pytest.mark.parametrize(("raw", "expected"), rows(PERIODS))
def test_reads_periods(raw, expected):
    found = [
        str(reading.value or ("?" if reading.readings else ".")) for reading in read_period(raw)
    ]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("raw", "evidence", "value", "step"),
    [
        ("01.02.2024", {"order": Order.DMY, "because": "line 9"}, "2024-02-01", "order"),
        ("01.02.2024", {"order": Order.MDY}, "2024-01-02", "order"),
        ("01.02.2024", {"order": Order.YMD}, None, "ambiguous"),
        ("2024-02-01", {"order": Order.DMY}, "2024-02-01", "shape"),
        ("07/18/2024", {"order": Order.DMY, "because": "line 9"}, "2024-07-18", "contradiction"),
        ("15.03.21", {"order": Order.DMY}, None, "order"),
        ("5. listopada 2020", {"language": "hr"}, "2020-10-05", "language"),
        ("5. listopada 2020", {"language": "pl-PL"}, "2020-11-05", "language"),
        ("5. listopada 2020", {"language": "en"}, None, "ambiguous"),
        ("5. listopada 2020", {"language": "xx"}, None, "ambiguous"),
        ("5 July 2020", {"language": "bg"}, "2020-07-05", "month name"),
        ("ponedjeljak, 5. listopada 2020", {}, "2020-10-05", "language"),
        ("Thursday, 01/02/2024", {}, "2024-02-01", "weekday"),
        ("Monday, 3 May 2024", {}, "2024-05-03", "contradiction"),
        ("31.02.2024", {}, None, "impossible"),
        ("dd.mm.2023", {}, None, "placeholder"),
        ("", {}, None, "none"),
    ],
)
def test_says_what_settled_it(raw, evidence, value, step):
    reading = read_date(raw, **evidence)
    assert reading.value == value
    assert reading.steps[-1].name == step, reading.steps
    assert evidence.get("because", "") in reading.steps[-1].why


def test_because_is_kept_for_both_ends():
    start, end = read_period("01/02/2020 - 03/04/2021", order=Order.DMY, because="site is DMY")
    assert (start.value, end.value) == ("2020-02-01", "2021-04-03")
    assert all("site is DMY" in reading.steps[-1].why for reading in (start, end))


def test_the_chain_ends_in_the_value():
    for raw, expected in rows(READ):
        assert read_date(raw).steps[-1].result == expected, raw


def test_what_is_left_over_is_named():
    step = read_date("1 November 2023 in!4MkQq3").steps[0]
    assert (step.name, step.result) == ("cut", "1 November 2023")
    assert "in!4MkQq3" in step.why


@pytest.mark.parametrize(
    ("raw", "order"),
    [
        ("18.07.2024", Order.DMY),
        ("18.07.2024 |", Order.DMY),
        ("07/18/2024", Order.MDY),
        ("Posted 07/18/2024 by x", Order.MDY),
        ("01/10/2018 - 30/09/2020", Order.DMY),
        ("31.12.2024", Order.DMY),
        ("13/01/2024 01/13/2024", None),
        ("01.02.2024", None),
        ("05.05.2024", None),
        ("31.02.2024", None),
        ("2024-07-18", None),
        ("18 July 2024", None),
        ("dd.mm.2023", None),
        ("", None),
    ],
)
def test_proves_order(raw, order):
    assert proves_order(raw) is order


MASKS = """
dd.mm.2023
DD/MM/YYYY
DD-MM-YYYY
dd. mm. yyyy
dd.mm.yyyy |
d.m.yyyy
xx.xx.2023
XX/XX/XXXX
tt.mm.jjjj
TT.MM.JJJJ
jj/mm/aaaa
gg/mm/aaaa
dd/mm/aaaa
pp.kk.vvvv
zz.ll.aaaa
éééé.hh.nn
ηη/μμ/εεεε
дд.мм.гггг
rrrr-mm-dd
yyyy-mm-dd
åååå-mm-dd
mm/yyyy
mm.2023
18.mm.2023
__/__/____
??.??.2023
00.00.0000
0000-00-00
00/00/2023
[yyyy]
yyyy
"""


@pytest.mark.parametrize("raw", MASKS.strip().splitlines())
def test_is_placeholder(raw):
    assert is_placeholder(raw)
    reading = read_date(raw)
    assert (reading.value, reading.readings) == (None, ())
    assert reading.steps[-1].name == "placeholder"


@pytest.mark.parametrize("raw", ["", "-", "2018", "may", "a b", *(raw for raw, _ in rows(READ))])
def test_is_no_placeholder(raw):
    assert not is_placeholder(raw)


# Every day of a leap year, as CLDR writes it in each language.
FORMATS = ("short", "medium", "long", "full", "d MMMM y", "d MMM y", "MMMM d, y", "y-MM-dd")
SLOW = os.environ.get("GPKIT_SLOW") == "1"


def sweep(formats, days, told):
    """Count what comes of written dates: right, open (the truth among the readings) ..."""
    from babel.dates import format_date

    counts = Counter()
    for style in formats:
        for language in LANGUAGES:
            for day in days:
                raw = format_date(day, style, locale=language)
                reading = read_date(raw, language=language if told else None)
                truth = day.isoformat()
                if reading.value is None:
                    outcome = "open" if truth in reading.readings else "unread"
                else:
                    outcome = "right" if reading.value == truth else "wrong"
                counts[outcome] += 1
                assert outcome != "wrong", (style, language, raw, reading)
    return counts


def every_day(step=1):
    return [date(2024, 1, 1) + timedelta(number) for number in range(0, 366, step)]


@pytest.mark.parametrize("told", [False, True])
def test_every_day_in_every_language(told):
    counts = sweep(["long"], every_day(), told) + sweep(FORMATS, every_day(16), told)
    sys.stdout.write(f"language told: {told}, {dict(counts)}\n")
    assert counts["unread"] == 0
    assert counts["right"] / counts.total() > 0.85  # the rest are numeric, 12 and below, or 2-digit


@pytest.mark.slow
@pytest.mark.skipif(not SLOW, reason="set GPKIT_SLOW=1")
@pytest.mark.parametrize("told", [False, True])
def test_every_day_in_every_format(told):
    counts = sweep(FORMATS, every_day(), told)
    sys.stdout.write(f"language told: {told}, {dict(counts)}\n")
    assert counts["unread"] == 0


PIECES = """
1 2 12 18 31 2024 1999 . / - , : ; | ' ° ² – T10:00Z May Sept mar juli of de г. XII V dd mm yyyy ta'
Mí na Nollag fra listopad and to since 1st € 00 000 İ ß ǆ Thursday
"""
WORDS = st.sampled_from([*PIECES.split(), " ", "  ", "\n", "\u00a0"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14).map("".join) | st.text(max_size=300))
def test_never_raises_and_always_says_why(raw):
    reading = read_date(raw)
    assert reading.steps
    assert list(reading.readings) == sorted(set(reading.readings))
    assert reading.value is None or not reading.readings
    read_period(raw)
    proves_order(raw)
    is_placeholder(raw)


@pytest.mark.parametrize(
    "piece", ["1", "1.", " ", "1 ", "18 July ", "m.", "a", "-", "1/", "'", "d'"]
)
def test_long_input_costs_nothing(piece):
    read_date("1 May 2020")  # names are loaded
    raw = piece * 200_000
    began = time.process_time()
    read_date(raw)
    read_period(raw)
    assert time.process_time() - began < 5
    assert read_date(raw).steps[0].name == "limit"


def test_numeric_dates_do_not_import_babel():
    code = (
        "import sys; from gpkit.text.dates import read_date; "
        "assert read_date('18.07.2024 | 12:10').value == '2024-07-18'; "
        "assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

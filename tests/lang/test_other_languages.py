"""Time expressions in Spanish, German, Russian, Chinese and Arabic: the commoner half of each."""

from __future__ import annotations

from datetime import date

import pytest

from filrouge.text import edtf
from filrouge.understand.times import times_of_text

FRIDAY = edtf.day(date(2022, 6, 17))

CASES = [
    ("es", "Llegaron el miércoles 15 de junio.", ["2022-06-15"]),
    ("es", "La feria abrirá del 3 al 5 de julio.", ["2022-07-03/2022-07-05"]),
    ("es", "Hace más de un año, ayer y a finales de mayo.", ["../2021-06-17", "2022-06-16", "2022-05-21/2022-05-31"]),
    ("es", "Desde 2018 hasta el mes pasado.", ["2018-01/2022-05"]),
    ("de", "Der Zug kam am Mittwoch, 15. Juni, an.", ["2022-06-15"]),
    ("de", "Die Messe wird vom 3. bis 5. Juli stattfinden.", ["2022-07-03/2022-07-05"]),
    ("de", "Vor drei Tagen, letzte Woche und seit 2020.", ["2022-06-14", "2022-06-06/2022-06-12", "2020/.."]),
    ("ru", "Поезд прибыл в среду, 15 июня.", ["2022-06-15"]),
    ("ru", "Выставка пройдет с 3 по 5 июля.", ["2022-07-03/2022-07-05"]),
    ("ru", "Вчера, на прошлой неделе и с 2014 года.", ["2022-06-16", "2022-06-06/2022-06-12", "2014/.."]),
    ("zh", "火车6月15日到达。", ["2022-06-15"]),
    ("zh", "会议于2022年2月4日至6日举行。", ["2022-02-04/2022-02-06"]),
    ("zh", "去年9月，上周三，昨天。", ["2021-09", "2022-06-08", "2022-06-16"]),
    ("ar", "وصل القطار يوم الأربعاء 15 يونيو/حزيران.", ["2022-06-15"]),
    ("es", "Entre 2014 y 2016 vivió allí; en Navidad llegó.", ["2014/2016", "2021-12-25"]),
    ("de", "Zwischen 2014 und 2016 lebte er dort; an Weihnachten kam er.", ["2014/2016", "2021-12-25"]),
    ("ru", "Во втором квартале 2021 года рост был.", ["2021-04/2021-06"]),
    ("zh", "2021年第二季度增长。", ["2021-04/2021-06"]),
    ("ar", "في الربع الثاني من 2021 نما.", ["2021-04/2021-06"]),
    ("ar", "أول أمس وصل.", ["2022-06-15"]),
    ("ar", "أمس، الأسبوع الماضي، منذ 2020.", ["2022-06-16", "2022-06-06/2022-06-12", "2020/.."]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_news_of_a_friday_in_june(language: str, text: str, expected: list[str]) -> None:
    assert [edtf.format(t.when) for t in times_of_text(text, language, FRIDAY)] == expected

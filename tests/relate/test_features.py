"""The record of an article survives the store, and knows names, numbers and events where they are given."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import article, featured

from filrouge.records import Entity, Event, Mention, Names, Participant, Understanding, When
from filrouge.relate.features import order_key, pack, texts_to_encode, unpack

TITLE = "Emmanuel Macron reçoit Olaf Scholz à Paris"
TEXT = "Emmanuel Macron a reçu Olaf Scholz mardi. Ils ont parlé de 40 000 emplois et de 5,6 milliards d'euros."


def understood(made):
    people = (Entity("emmanuel-macron", "person", "Emmanuel Macron"), Entity("olaf-scholz", "person", "Olaf Scholz"))
    mentions = tuple(
        Mention(at, at + len(name), name, "person", (key,), "full-name")
        for key, name in (("emmanuel-macron", "Emmanuel Macron"), ("olaf-scholz", "Olaf Scholz"))
        for at in (made.reading.index(name), made.reading.rindex(name))
    )
    day = When(date(2023, 6, 6), date(2023, 6, 6))
    who = tuple(Participant(e.id, e.name, "actor") for e in people)
    event = Event(0, 10, "CONSULT", "in-person", "held", who, day)
    return Understanding(made.id, Names(made.id, mentions, people), None, (), (), (event,), (), ())


def test_names_weigh_by_where_they_stand():
    made = article(TITLE, TEXT, date(2023, 6, 6), "fr")
    record = featured(made, understood(made))
    assert [(n.id, n.weight) for n in record.names] == [("emmanuel-macron", 5.0), ("olaf-scholz", 5.0)]
    assert record.events[0].participants == ("emmanuel-macron", "olaf-scholz")


def test_numbers_are_read_in_french_and_english_writing():
    assert featured(article(TITLE, TEXT, language="fr")).numbers == ("40000", "5.6")
    assert featured(article("", "Some 40,000 jobs and 5.6 billion")).numbers == ("40000", "5.6")


def test_the_record_comes_back_from_the_store_as_it_was():
    made = article(TITLE, TEXT, date(2023, 6, 6), "fr")
    for record in (featured(made, understood(made)), featured(made), featured(article(""))):
        assert unpack(pack(record)) == record


@given(st.text(max_size=80), st.text(max_size=200), st.dates())
def test_any_article_gives_a_record(title, text, day):
    record = featured(article(title, text, day))
    assert unpack(pack(record)) == record
    assert len(pack(record)) < 20_000


def test_a_title_alone_and_a_text_alone_are_encoded_once_each():
    assert texts_to_encode(article("Only a title")) == ("Only a title", "Only a title")
    assert texts_to_encode(article("", "Only a text")) == ("Only a text", "Only a text")


def test_order_follows_the_clock():
    day = date(1970, 1, 1)
    early, late = When(day, day, clock="07:30"), When(day, day, clock="16:07/17:21")
    assert order_key(None) < order_key(When(day, day)) < order_key(early) < order_key(late)

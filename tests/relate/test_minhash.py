"""Signatures meet where texts do, and are the same everywhere."""

from hypothesis import given
from hypothesis import strategies as st

from filrouge.relate.minhash import band_keys, fingerprints, resemblance, signature, word_hashes

TEXT = (
    "The council of the old harbour town voted on Tuesday to close the northern quay to lorries from next spring, "
    "after residents had complained for years of noise at night and of cracks in the walls of their houses."
)


def test_a_light_edit_keeps_most_of_the_signature():
    edited = TEXT.replace("Tuesday", "Wednesday")
    assert resemblance(signature(word_hashes(TEXT)), signature(word_hashes(edited))) > 0.6
    assert set(band_keys(signature(word_hashes(TEXT)))) & set(band_keys(signature(word_hashes(edited))))


def test_accents_and_case_do_not_count():
    assert signature(word_hashes("Élysée, Hôtel de Ville et Préfecture")) == signature(
        word_hashes("elysee hotel de ville et prefecture")
    )


def test_an_excerpt_shares_a_fingerprint_with_its_source():
    excerpt = "voted on Tuesday to close the northern quay to lorries from next spring, after residents"
    assert set(fingerprints(word_hashes(TEXT))) & set(fingerprints(word_hashes(excerpt)))


def test_a_passage_deep_in_two_long_texts_is_seen():
    passage = TEXT + " " + TEXT[::-1]
    one = " ".join(f"a{i}" for i in range(900)) + " " + passage + " " + " ".join(f"b{i}" for i in range(300))
    other = " ".join(f"c{i}" for i in range(400)) + " " + passage + " " + " ".join(f"d{i}" for i in range(700))
    assert set(fingerprints(word_hashes(one))) & set(fingerprints(word_hashes(other)))


def test_writing_without_spaces_goes_by_character():
    assert len(word_hashes("两国外长下周在首都会面讨论边境贸易问题")) == 19


def test_the_signature_is_stable_across_machines():
    # Pinned: whoever changes it raises the version of the step, since stored signatures no longer compare.
    assert band_keys(signature(word_hashes("one stable hash for all machines and all days")))[:2] == PINNED


PINNED = (140528428918851542, 646510425930724283)


def test_no_words_give_no_keys():
    assert signature(word_hashes("")) == b""
    assert band_keys(b"") == ()
    assert fingerprints(word_hashes("")) == ()
    assert resemblance(b"", signature(word_hashes(TEXT))) == 0.0


@given(st.text())
def test_any_text_has_keys_that_a_database_can_hold(text):
    found = word_hashes(text)
    for key in (*band_keys(signature(found)), *fingerprints(found)):
        assert 0 <= key < 2**63
    assert len(fingerprints(found)) <= 64
    assert resemblance(signature(found), signature(found)) == (1.0 if len(found) else 0.0)

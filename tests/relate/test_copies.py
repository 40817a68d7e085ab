"""What is a copy, of what kind, which way round, and what is none."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.relate.making import WordHashes, article, featured

from filrouge.relate.copies import Account, Pair, candidate_pairs, copies, lookup_keys

WIRE = (
    "La ministre des Transports a annoncé mercredi la fermeture de la ligne de nuit entre Paris et Nice pendant "
    "six semaines, à partir du 4 novembre. Les travaux portent sur quarante kilomètres de voie entre Toulon et "
    "Les Arcs, où les crues du printemps ont emporté le ballast. Les voyageurs seront remboursés ou transportés "
    "par autocar. Le coût du chantier est estimé à 38 millions d'euros, dont la moitié à la charge de la région. "
    "Les syndicats demandent que les trains de jour soient allongés pendant la durée des travaux."
)
OTHER = (
    "Le conseil municipal de Brest a voté lundi soir l'achat de douze navettes électriques pour relier les deux "
    "rives de la Penfeld. La première circulera au printemps, les autres suivront avant l'été. L'opposition juge la "
    "dépense trop lourde et rappelle que le téléphérique est encore en panne un jour sur cinq."
)


def related(*articles):
    accounts = {a.id: Account(a, featured(a)) for a in articles}
    records = [a.features for a in accounts.values()]
    return copies(candidate_pairs(records, ()), accounts, WordHashes())


def test_the_same_text_under_two_titles_is_the_same():
    (copy,) = related(
        article("La ligne de nuit ferme", WIRE, date(2024, 10, 2), "fr", outlet="A"),
        article("Six semaines sans train", WIRE, date(2024, 10, 3), "fr", outlet="B"),
    )
    assert copy.kind == "same" and copy.directed
    assert copy.article == article("Six semaines sans train", WIRE, date(2024, 10, 3), "fr", outlet="B").id


def test_light_edits_make_a_near_copy_whose_passages_are_where_they_say():
    edited = WIRE.replace("mercredi", "hier").replace("quarante kilomètres", "une bonne partie").replace(
        "Les voyageurs seront remboursés ou transportés par autocar. ", ""
    )  # fmt: skip
    one, other = (
        article("A", WIRE, language="fr"),
        article("B", "Nice, de notre correspondant. " + edited, language="fr"),
    )
    (copy,) = related(one, other)
    assert copy.kind == "near" and copy.confidence > 0.8
    readings = {a.id: a.reading for a in (one, other)}
    for p in copy.passages:
        assert readings[copy.article][p.start : p.end] == readings[copy.of][p.of_start : p.of_end]


def test_a_teaser_is_an_excerpt_of_the_full_text():
    teaser = article("La ligne ferme", WIRE[:170] + "…", language="fr")
    whole = article("La ligne de nuit ferme", WIRE, language="fr")
    (copy,) = related(teaser, whole)
    assert (copy.kind, copy.article, copy.of, copy.directed) == ("excerpt", teaser.id, whole.id, True)


def test_titles_alone_never_make_a_copy():
    assert related(article("La ligne de nuit ferme", "", outlet="A"), article("La ligne de nuit ferme", "")) == ()


def test_two_reports_on_other_things_are_no_copies():
    assert related(article("A", WIRE, language="fr"), article("B", OTHER, language="fr")) == ()


CLOSING = (
    "Retrouvez chaque samedi nos reportages dans l'édition papier, en vente chez votre marchand de journaux, ou dans "
    "notre application pour téléphone et tablette, et abonnez-vous à notre lettre du matin pour ne rien manquer."
)


def test_a_closing_line_that_an_outlet_sets_under_everything_makes_no_copies():
    texts = (WIRE, OTHER, " ".join(FRENCH), " ".join(ENGLISH))
    assert related(*(article(f"T{i}", f"{text} {CLOSING}", language="fr") for i, text in enumerate(texts))) == ()


def test_one_quotation_in_two_reports_is_no_rewrite():
    quotation = WIRE[110:240]
    one = article("A", f"{OTHER[:250]} « {quotation} »", language="fr")
    other = article(
        "B",
        f"Le préfet a pris la parole à Toulon devant les élus. « {quotation} » Un bilan suivra en mars.",
        language="fr",
    )
    assert [c.kind for c in related(one, other)] == []


def test_a_rewrite_keeps_several_passages():
    kept = [WIRE[:108], WIRE[222:290], WIRE[345:420]]
    own = [OTHER[:90], OTHER[120:230], OTHER[240:320]]
    mixed = " ".join(f"{a}. {b}. " for a, b in zip(kept, own, strict=True))
    (copy,) = related(article("A", WIRE, language="fr"), article("B", f"{mixed} {OTHER}", language="fr"))
    assert copy.kind == "rewrite"


def test_words_changed_one_by_one_leave_a_near_copy():
    words = WIRE.split()
    reworded = " ".join(w[::-1] if i % 4 == 3 and i % 7 else w for i, w in enumerate(words))
    (copy,) = related(article("A", WIRE, language="fr"), article("B", reworded, language="fr"))
    assert copy.kind == "near"


def test_a_credit_outweighs_the_dates():
    source = article("A", WIRE, date(2024, 10, 5), "fr", outlet="Nice-Matin")
    relay = article("B", WIRE, date(2024, 10, 4), "fr", outlet="Portail", credits=("Nice-Matin",))
    (copy,) = related(source, relay)
    assert (copy.article, copy.of, copy.credited, copy.directed) == (relay.id, source.id, True, True)


def test_two_that_credit_one_agency_have_no_known_order():
    one = article("A", WIRE, date(2024, 10, 4), "fr", outlet="A", agencies=("AFP",))
    other = article("B", WIRE, date(2024, 10, 5), "fr", outlet="B", agencies=("AFP",))
    (copy,) = related(one, other)
    assert copy.credited and not copy.directed and copy.article == other.id


def test_without_dates_or_credits_the_order_is_not_claimed():
    (copy,) = related(article("A", WIRE, language="fr"), article("B", WIRE, language="fr"))
    assert not copy.directed


def test_the_same_pair_either_way_is_the_same_copy():
    a, b = article("A", WIRE, date(2024, 1, 1), "fr"), article("B", WIRE[30:], date(2024, 1, 2), "fr")
    accounts = {x.id: Account(x, featured(x)) for x in (a, b)}
    ways = [(Pair(a.id, b.id),), (Pair(b.id, a.id),), (Pair(a.id, b.id), Pair(b.id, a.id), Pair(a.id, a.id))]
    results = {copies(pairs, accounts, WordHashes()) for pairs in ways}
    assert len(results) == 1 and len(results.pop()) == 1


def test_a_thousand_prints_of_one_wire_piece_stay_a_bounded_number_of_links():
    prints = [featured(article(f"T{i}", WIRE, date(2024, 1, 1), "fr")) for i in range(300)]
    pairs = candidate_pairs(prints, ())
    assert len(pairs) <= 300 * 12
    linked = {pairs[0].article}
    for _ in range(300):
        linked |= {x for p in pairs if {p.article, p.other} & linked for x in (p.article, p.other)}
        if len(linked) == 300:
            break
    assert len(linked) == 300


def test_articles_that_share_text_share_a_key():
    teaser, whole = featured(article("", WIRE[:160])), featured(article("", WIRE))
    assert set(lookup_keys(teaser)) & set(lookup_keys(whole))
    assert not set(lookup_keys(featured(article("", OTHER)))) & set(lookup_keys(whole))


class Glossary:
    """Gives each passage the direction of its subject, whichever of the two languages it is in."""

    subjects = (("quay", "quai"), ("ferry", "bac"), ("mayor", "maire"), ("price", "prix"), ("winter", "hiver"))

    def encode(self, texts):
        import numpy as np

        from filrouge.relate.embed import DIMENSION, unit

        rows = np.zeros((len(texts), DIMENSION), np.float32)
        for i, text in enumerate(texts):
            for k, subject in enumerate(self.subjects):
                rows[i, k] = any(word in text.lower() for word in subject)
        return unit(rows)


ENGLISH = [
    "The old quay in the harbour was closed to the public on Monday because of cracks.",
    "The ferry to the islands will leave from the other bank until the end of May.",
    "The mayor asked for patience and promised that repairs would begin at once.",
]
FRENCH = [
    "Le vieux quai du port a été fermé au public lundi en raison de fissures apparues.",
    "Le bac pour les îles partira de l'autre rive jusqu'à la fin du mois de mai prochain.",
    "Le maire a demandé de la patience et promis que la réparation commencerait aussitôt.",
]


def translated(one, other, **more):
    encoder = Glossary()
    a, b = article("A", "\n\n".join(one), language="en"), article("B", "\n\n".join(other), language="fr", **more)
    accounts = {x.id: Account(x, featured(x)) for x in (a, b)}
    return a, b, copies((Pair(a.id, b.id),), accounts, encoder)


def test_several_passages_in_order_make_a_translation():
    a, b, (copy,) = translated(ENGLISH, FRENCH, machine_translated=True)
    assert (copy.kind, copy.article, copy.of, copy.directed) == ("translation", b.id, a.id, True)
    assert [b.reading[p.start : p.end] for p in copy.passages] == FRENCH


def test_one_passage_in_common_makes_no_translation():
    strange = "Le prix du pain monte encore cet automne dans toutes les boulangeries de la ville."
    cold = "L'hiver sera rude selon les relevés que publie le service de la météorologie nationale."
    assert translated(ENGLISH, [FRENCH[0], strange, cold])[2] == ()
    assert translated(ENGLISH[:1], FRENCH[:1])[2] == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_it(one, other):
    found = related(article("A", one), article("B", other, language="fr"))
    assert len(found) <= 1

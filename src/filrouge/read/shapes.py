"""What a line looks like: a sentence, a paragraph, one that breaks off, two pieces stuck together."""

from __future__ import annotations

import re

from filrouge.read.furniture import furniture
from filrouge.text.normalise import fold

# Titles run from about twenty characters (fewer is a label) to two hundred.
TITLE = (12, 220)

_SENTENCE_END = re.compile(r"""(?:[.!?…]|\.\.\.)["'’”»)\]]*\s?["'’”»)\]]*$|[。！？][」』”）]*$|:$""")
_INNER_END = re.compile(r"[^\W\d_][.!?]\s?[»”\"]?\s[«“\"]?\s?[A-ZÀ-ÞΑ-ΩА-Я]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def is_sentence(text: str) -> bool:
    """It ends as a sentence does; a question or exclamation alone may be a headline."""
    return bool(_SENTENCE_END.search(text))


def is_lede(text: str) -> bool:
    """What can stand under a teaser's title: a paragraph, or a short sentence with its stop."""
    return is_prose(text) or (is_sentence(text) and not re.search(r"[?!:][»”\"’')\]\s]*$", text))


def is_cjk(text: str) -> bool:
    return len(_CJK.findall(text[:200])) * 3 > len(text[:200])


def is_prose(text: str) -> bool:
    """A paragraph, and not a headline, caption or label, by its length and its end.

    200 characters: longer headlines are next to unknown. 60: shorter sentences are often captions or standfirsts.
    """
    size = len(text) * (3 if is_cjk(text) else 1)
    if size >= 200:
        return True
    if size < 60:
        return False
    if re.search(r"[.。…:][»”\"’')\]\s]*$", text):
        return not text.endswith("...") or size > 120
    return size >= 90 and bool(_INNER_END.search(text))


def is_broken_off(text: str) -> bool:
    """A paragraph cut by the page: without an end mark, on a comma or a little word, or too long for a headline."""
    if re.search(r"[.。!?…:»”\"')\]]$", text):
        return False
    return len(text) >= 110 or (
        len(text) >= 60 and (text.endswith(",") or fold(text.split()[-1]) in furniture().dangling)
    )


# A page wrapped by a program has lines of at most this many characters, and so many that are full; or fewer, and
# then nearly all.
WRAP, FULL, FEW = 100, 12, 4


def unwrapped(text: str) -> str:
    """A text that a program broke into lines of one width, with each paragraph on one line again.

    A line is joined to the next where the next one's first word would not have fitted on it. Texts with longer
    lines, or whose neighbouring lines mostly do not fill the width, are left as they are.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\u00a0", " ").split("\n")]
    sizes = sorted(map(len, lines))
    width = sizes[-1 - max(len(sizes) // 50, len(sizes) > FEW)]  # a title or address may be longer than the width
    if not 2 * FULL < width <= WRAP or len(lines) <= FEW:
        return text

    def full(i: int) -> bool:
        after = lines[i + 1].split(" ", 1)[0] if i + 1 < len(lines) else ""
        return bool(lines[i] and after) and len(lines[i]) + 1 + len(after) > width - 3

    pairs = [i for i in range(len(lines) - 1) if lines[i] and lines[i + 1]]
    joined = [i for i in pairs if full(i)]
    if len(joined) < FEW or len(joined) * (2 if len(joined) >= FULL else 1.25) < len(pairs):
        return text
    out: list[str] = []
    glued = False
    for i, line in enumerate(lines):
        if glued:
            out[-1] += " " + line
        else:
            out.append(line)
        glued = full(i)
    return "\n".join(out)


# "… on Friday. Enditem", "… el sábado. EFE": how agencies end what they send
_SIGNED_OFF = re.compile(r"([.。!?…][»”\"’')\]]*)\s\(?[^\W\d_][\w/.-]{1,12}\)?\.?$")


def without_sign_off(text: str) -> str:
    """The text without the word or initials that an agency puts after the last sentence."""
    return _SIGNED_OFF.sub(r"\1", text)


def closes(text: str) -> bool:
    """It can be an article's last line: a paragraph, whole or cut, or words with a full stop."""
    if is_prose(text) or is_broken_off(text):
        return True
    stop = re.search(r"[.。!…][»”\"’')\]]*$", without_sign_off(text))
    return bool(stop) and (len(text.split()) >= 2 or is_cjk(text))


_GLUE = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÞА-Я][^\W\d_A-ZÀ-ÞА-Я])(?=[A-ZÀ-ÞА-ЯÉ«“][^\W\d_]?)"  # mondiale|Le
    r"|(?<=[»”\"?!…)%])(?=[A-ZÀ-ÞА-Я«“])"  # constructif »|Le
    r"|(?<=\d[A-Z])(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я]+\s)"  # A400M|Airbus
    r"|(?<=\.\.\.)(?=[A-ZÀ-ÞА-Я«“])"
    r"|(?<=[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я])(?=(?:[A-ZÀ-ÞА-Я][a-zà-ÿа-я]+|[ALIАВС])[\s,-]|[LD]['’][A-ZÀ-Þa-zà-ÿ])"  # RFI|Le
    r"|(?<=\d)(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я]+[\s,-]|[LD]['’])"  # 2023|Le
    r"|(?<=\s[a-zà-ÿ])(?=[A-ZÀ-Þ][a-zà-ÿ]+\s)"
)
# Names written so: YouTube, iPhone, LinkedIn, McDonald, BioNTech, PayPal.
_CAMEL = re.compile(
    r"\b(?:You|Linked|i|e|Mc|Mac|Bio|Pay|Tik|Face|Whats|Micro|Black|Eco|Air|Sputnik|Dev|Git|De|Le|La|Al|Euro|Pro|Open|Deep|Space|Master|Snap|Power|Pod)$"
)


def glue(text: str) -> int | None:
    """Where a title ends and its lede begins without a space between them; None where nothing is glued."""
    for match in _GLUE.finditer(text[: TITLE[1] + 40]):
        at = match.start()
        left, right = text[:at], text[at:]
        if len(left) < 20 or len(right) < 25 or _CAMEL.search(left):
            continue
        word = left.rsplit(None, 1)[-1] + right.split(None, 1)[0].rstrip(".,;:")
        if word[0].isupper() and text.count(word) > 1:
            continue  # a name written in one word, since it comes again
        if len(left) > TITLE[1] or " " not in right[:60]:
            continue
        if re.search(r"[.]\s+[A-ZÀ-Þ]", left) and not left.endswith("..."):
            return None
        return at
    return None

"""A query as typed, and what it asks of the vectors: all words, then their pieces, then the rare ones among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from common.folding import folded, with_usual_words
from common.text import tidy_line
from common.words import tagged
from search import names, spelling, tokens
from search.models import Synonyms, forms_of

MOST_CHARACTERS = 100
MOST_WORDS = 30
LONGEST_IN_SIGNS = 3  # characters
LEAST_OF_SEVERAL = 5  # characters of a name that leads where other words stand beside it
_PIECE = re.compile(r'(?<!\S)-"([^"]+)"|"([^"]+)"|(\S+)')
# What parts words, but for the mark between two syllables (xi'an).
_BETWEEN = re.compile(r"[^\w'-]+|(?<![a-z])'|'(?![a-z])")
# What people write around what they look for. 工会 and its like are never among them.
_EMPTY_WORDS = frozenset(
    re.split(
        " ",
        "的 地 得 了 着 过 吗 呢 吧 啊 呀 么 是 在 和 与 及 或 有 我 我们 你 您 他 她 它 这 那 个 一个 就 都 也 还 "
        "从 到 去 来 给 被 把 让 怎么 怎样 怎么样 怎么办 如何 什么 什么时候 时候 哪 哪里 哪儿 哪些 为什么 多少 几 "
        "能 能不能 可以 可 要 想 请 请问 问 办 一下 关于 对 对于 会 不会 该 应该 有没有 是否 "
        "哪天 哪年 哪位 几点 几号 何时 何地 谁 找 找谁 多久 多长 有人",
    )
)
_LETTERS = re.compile("[a-z']{2,60}")
# Parts of speech, as jieba names them, that say what somebody looks for: nouns and names, idioms, short forms, figures.
_TELLING = re.compile("n|i|j|l|m|t|x|vn|eng")
OTHERS_TELL = 0.5  # of what a noun as rare tells: verbs and their like stand in texts about anything
SIGN_TELLS = 0.9


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that is asked for, folded, with what else it may be called: synonyms, names that are spelled so.

    ``weight``: what its rarity counts for, from 0 to 1.
    """

    text: str
    others: tuple[str, ...] = ()
    weight: float = 1

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.text, *self.others)

    @property
    def asks(self) -> str:
        """As ``tsquery``."""
        return tokens.either([*(tokens.asked(form) for form in self.forms), spelling.asked(self.text)])

    @property
    def leads(self) -> list[str]:
        """What the index alone can be asked for it, as parts of a ``tsquery``, all of which a document holds."""
        spelled = spelling.asked(self.text)
        if not self.others and not spelled:
            return tokens.leading(self.text)
        return [tokens.either([*(tokens.both(tokens.leading(form)) for form in self.forms), spelled])]

    def signs(self) -> "list[Word]":
        """The characters of a short word: what is asked for where no document holds it (捐到, and 捐赠 is meant)."""
        if not 1 < len(self.text) <= LONGEST_IN_SIGNS or not tokens.is_chinese(self.text):
            return []
        return [Word(sign, weight=SIGN_TELLS) for sign in self.text if sign not in _EMPTY_WORDS]

    @property
    def leads_to_headlines(self) -> str:
        """The same of headlines, as one part."""
        forms = (tokens.both(tokens.leading(form, tokens.HEADLINE)) for form in self.forms)
        return tokens.either([*forms, spelling.asked(self.text)])


@dataclass(frozen=True, slots=True)
class Query:
    """``words``: what must be there, as typed; ``pieces``: the same as a segmenter cuts it, without what says nothing;
    ``phrases``: what must stand there as it is; ``without``: what must not be there; ``loose``: the pieces with nothing
    held together, for when few hold all; ``has_several``: whether some of what was typed, without the rest, says
    something (of 第37届 or 卡拉ok no part does)."""

    text: str
    words: list[Word] = field(default_factory=list)
    pieces: list[Word] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    loose: list[Word] = field(default_factory=list)
    has_several: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing: marks alone, or exclusions alone."""
        return not self.words

    @property
    def plain(self) -> str:
        """All words together, without blanks and marks: what a name or a headline is compared with."""
        return "".join(tokens.runs("".join(word.text for word in self.words)))

    def names(self) -> set[str]:
        """What may be meant as a name: all words without what parts them; of several, those that are long enough to be
        the name of a union (昌平区总工会 电话) and no tag (体检 报名)."""
        forms = {form for word in self.words for form in word.forms}
        return {form for form in forms if len(self.words) == 1 or len(form) >= LEAST_OF_SEVERAL} | {
            self.plain
        }

    def leads(self) -> list[str]:
        """All pieces, and what must not be there, as parts of a ``tsquery`` that the index alone can tell."""
        return [*(part for word in self.pieces for part in word.leads), *self.bars()]

    def leads_to_headlines(self) -> list[str]:
        """The same of headlines."""
        return [*(word.leads_to_headlines for word in self.pieces), *self.bars()]

    def bars(self) -> list[str]:
        """What must not be there, as far as the index alone can tell."""
        return [f"!{text}" for text in map(tokens.phrase, self.without) if _is_one(text)]

    def exactly(self) -> str:
        """What has to be looked for in the documents themselves: what must stand together, or must not."""
        together = [word.asks for word in self.pieces if "<" in word.asks and word.text not in self.phrases]
        phrases = [text for text in map(tokens.phrase, self.phrases) if "<" in text]
        return tokens.both([*together, *phrases, self.barred()])

    def barred(self) -> str:
        """Of that, what must not stand there."""
        return tokens.both(f"!{text}" for text in map(tokens.phrase, self.without) if not _is_one(text))


def _is_one(asks: str) -> bool:
    """Whether it asks for one whole lexeme, which the index alone can tell is not there."""
    return "<" not in asks and ":*" not in asks


def read(text: str) -> Query:
    """A query as somebody typed it: words, "phrases", -exclusions. Never fails; marks alone ask for nothing."""
    line = folded(with_usual_words(tidy_line(text)))[: 2 * MOST_CHARACTERS]
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    for match in _PIECE.finditer(line):
        excluded_phrase, phrase, word = match.groups()
        if excluded_phrase:
            without += [excluded_phrase] if tokens.asked(excluded_phrase) else []
        elif phrase:
            phrases += [phrase] if tokens.asked(phrase) else []
        elif word.startswith("-") and tokens.asked(word[1:]):
            without.append(word[1:])
        elif tokens.asked(word):
            words += [run for run in _BETWEEN.split(word) if tokens.asked(run)]
    words = _as_one_name(list(dict.fromkeys(words))[:MOST_WORDS])
    groups = _others(words)
    known = names_of_people(words) | {form for form in groups if any(form in word for word in words)}
    parts = [part for word in words for part in cut(word, known)]
    pieces = list(dict.fromkeys("".join(part) for part in parts))[:MOST_WORDS]
    within = [word for part in parts for piece in part for word in words_within(piece)]
    loose = list(dict.fromkeys([*(piece for part in parts for piece in part), *within]))[:MOST_WORDS]
    return Query(
        line,
        [_word(word, groups) for word in [*words, *phrases]],
        [_word(piece, groups) for piece in pieces or words] + [_word(phrase, {}) for phrase in phrases],
        phrases,
        without,
        [_word(piece, groups) for piece in loose],
        has_several=len(pieces) + len(within) > 1,
    )


def _as_one_name(words: list[str]) -> list[str]:
    """The words; where they are together the name of something (北京市 总工会), that."""
    together = "".join(words)
    if len(words) > 1 and names.shown().filter(form=together, is_part=False).exists():
        return [together]
    return words


def words_within(piece: str) -> list[str]:
    """The words of a piece that is held together although it has several, as synonyms have (公交司机)."""
    within = [word for word, _tag in tagged(piece) if len(word) > 1 and tokens.is_chinese(word)]
    return within if len(within) > 1 else []


def cut(word: str, known: Iterable[str]) -> list[list[str]]:
    """A word of a query in pieces that have a meaning: those that are ``known`` whole, what says nothing left out.

    Each is a list: a single character, and letters or figures, stay with their neighbours (待审核, 卡拉ok, 第37届), and
    are parted only where nothing holds them together. Where nothing is left, the word itself.
    """
    pieces: list[list[str]] = []
    pattern = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    is_behind = False  # whether the piece before stands right before this one
    for part in re.split(f"({pattern})", word) if pattern else [word]:
        for piece in [part] if part in known else [piece for piece, _tag in tagged(part)]:
            if piece in _EMPTY_WORDS or not tokens.asked(piece):
                is_behind = False
            elif is_behind and _belong_together(pieces[-1][-1], piece):
                pieces[-1].append(piece)
            else:
                pieces.append([piece])
                is_behind = True
    return pieces or [[word]]


def _belong_together(piece: str, following: str) -> bool:
    return 1 in (len(piece), len(following)) or tokens.is_chinese(piece) != tokens.is_chinese(following)


def names_of_people(words: Iterable[str]) -> set[str]:
    """Which parts of the words are names of people that readers may meet; the segmenter cuts most of them."""
    parts = {
        run[start : start + length]
        for word in words
        for run in tokens.runs(word)
        if tokens.is_chinese(run)
        for length in (2, 3, 4)
        for start in range(len(run) - length + 1)
    }
    if not parts:
        return set()
    return set(
        names.shown()
        .filter(document__kind="person", is_part=False, form__in=parts)
        .values_list("form", flat=True)
    )


def _others(words: Sequence[str]) -> dict[str, list[str]]:
    """What else words, and what stands in them, may be called: synonyms, other names of the same, names of what is
    spelled in pinyin."""
    found: dict[str, list[str]] = {}
    for group in Synonyms.objects.values_list("words", flat=True):
        forms = forms_of(group)
        for form in forms:
            if any(form in word for word in words):
                found.setdefault(form, []).extend(other for other in forms if other != form)
    for word, names_of_it in names.also_called(words).items():
        found.setdefault(word, []).extend(names_of_it)
    for word in words:
        if _LETTERS.fullmatch(word):
            found.setdefault(word, []).extend(names.spelled(word))
    return found


def _word(text: str, others: dict[str, list[str]]) -> Word:
    parts = tagged(text)
    is_telling = len(parts) != 1 or _TELLING.match(parts[0][1]) is not None
    return Word(text, tuple(dict.fromkeys(others.get(text, ()))), 1 if is_telling else OTHERS_TELL)

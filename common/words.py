"""Chinese text cut into words, so that a line never breaks within one."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

# An invisible place at which a line may break; templates write it as <wbr>.
BREAK = "\u200b"
_CLOSING = "，。、；：！？）》〉」』”’】…—"
_OPENING = "（《〈「『“‘【"
# Words that belong to the one before them: no line begins with “的” or “了”.
_PARTICLES = frozenset("的地得了着过们吗呢吧啊")


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text with their part of speech as jieba names it: ``("工会", "n")``.

    Nobody adds words to the dictionary, so names are found the same everywhere. It takes 30 MB: the workers of a web
    server share what the process above them has loaded, other processes load it with the first headline or query. The
    functions of the module share one; each ``rjieba.Jieba()`` would hold another.
    """
    import rjieba

    return rjieba.tag(text)


def is_word(text: str) -> bool:
    """Whether the dictionary knows it as one word."""
    import rjieba

    return rjieba.has_word(text)


def with_breaks(text: str) -> str:
    """The text with ``BREAK`` between its words, never before a closing mark or a particle, or behind an opening mark.

    >>> with_breaks("首都工匠学院").replace(BREAK, "|")
    '首都|工匠|学院'
    """
    words = [word for word, _tag in tagged(text)]
    pieces: list[str] = []
    for word in words:
        glued = pieces and (
            word[0] in _CLOSING or word in _PARTICLES or pieces[-1][-1] in _OPENING or word[0].isspace()
        )
        if glued:
            pieces[-1] += word
        else:
            pieces.append(word)
    return BREAK.join(pieces)


def marked(text: str, words: str) -> SafeString:
    """A text for a page, ``<wbr>`` between its words as ``with_breaks`` prepared them; plain where nothing fits."""
    pieces = words if words.replace(BREAK, "") == text else text
    return mark_safe(escape(pieces).replace(BREAK, "<wbr>"))  # noqa: S308 - escaped, and a sign made a tag

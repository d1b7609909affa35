"""The cleaner of rich text: what a browser would fetch decides, not how an address is spelled."""

import pytest

from common.html import clean_html

# Spellings of addresses that a browser resolves to another host (WHATWG URL Standard, 4.4): blanks and controls
# at the ends are stripped, tabs and line breaks anywhere are removed, a backslash counts as a slash.
ELSEWHERE = [
    "https://evil.example/a.jpg",
    "//evil.example/a.jpg",
    r"/\evil.example/a.jpg",
    r"\\evil.example/a.jpg",
    r"\/evil.example/a.jpg",
    "/&#9;/evil.example/a.jpg",
    "/&#10;/evil.example/a.jpg",
    "&#1;//evil.example/a.jpg",
    " //evil.example/a.jpg",
    r"/&#13;\evil.example/a.jpg",
    "/&Tab;/evil.example/a.jpg",
    "http:evil.example/a.jpg",
    "data:image/png;base64,AAAA",
    "blob:https://news.example.org/1",
    "a.jpg",
    "",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_picture_of_another_site_is_not_kept(address):
    assert clean_html(f'<p>前<img src="{address}" alt="x">后</p>') == "<p>前后</p>"


@pytest.mark.parametrize("address", [address for address in ELSEWHERE if address])
@pytest.mark.parametrize("before", ["", "/media/a.jpg 480w, ", "/media/a.jpg, "])
def test_a_set_of_pictures_with_one_of_another_site_is_not_kept(address, before):
    html = f'<img src="/media/a.jpg" srcset="{before}{address} 960w" alt="">'
    assert clean_html(html) == '<img src="/media/a.jpg" alt="">'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/media/a.jpg", "/media/a.jpg"),
        ("/media/a%20b.jpg?x=1#y", "/media/a%20b.jpg?x=1#y"),
        (" /media/a.jpg ", "/media/a.jpg"),
        ("/media/&#10;a.jpg", "/media/a.jpg"),
        (r"/media\a.jpg", "/media/a.jpg"),
    ],
)
def test_a_picture_of_this_site_is_kept_as_a_browser_reads_its_address(typed, kept):
    assert clean_html(f'<img src="{typed}" alt="">') == f'<img src="{kept}" alt="">'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/media/a.jpg 480w, /media/b.jpg 960w", "/media/a.jpg 480w, /media/b.jpg 960w"),
        (" /media/a.jpg  480w ,/media/b.jpg 1.5x ", "/media/a.jpg 480w, /media/b.jpg 1.5x"),
        ("/media/a.jpg", "/media/a.jpg"),
    ],
)
def test_a_set_of_pictures_of_this_site_is_kept(typed, kept):
    assert clean_html(f'<img srcset="{typed}" alt="">') == f'<img srcset="{kept}" alt="">'


@pytest.mark.parametrize(
    "nonsense", [",", "/media/a.jpg 480", "/media/a.jpg 480w 960w", "/a.jpg 480w,,/b.jpg 1x"]
)
def test_a_set_of_pictures_that_makes_no_sense_is_not_kept(nonsense):
    assert clean_html(f'<img srcset="{nonsense}" alt="">') == ""


@pytest.mark.parametrize(
    "address", [r"/\other.example/a", r"\\other.example/a", "/&#9;/other.example/a", "//other.example/a"]
)
def test_a_link_without_scheme_to_another_site_names_its_scheme(address):
    assert (
        clean_html(f'<a href="{address}">读</a>') == '<a href="https://other.example/a" rel="noopener">读</a>'
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java&#9;script:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ],
)
def test_a_link_that_is_a_program_is_no_link(address):
    assert clean_html(f'<a href="{address}">读</a>') == "读"


@pytest.mark.parametrize(
    "html", [f'<p><img src="{a}" srcset="{a} 1x"><a href="{a}">x</a></p>' for a in ELSEWHERE]
)
def test_cleaning_what_is_clean_changes_nothing(html):
    assert clean_html(clean_html(html)) == clean_html(html)

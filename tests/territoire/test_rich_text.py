"""Long texts: what people write is laid out, and nothing else gets through."""

import re
import time

import pytest
from django.template import engines

from territoire import rich_text

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=https://mal.example></iframe>",
    "<style>*{display:none}</style>",
    "<form action=https://mal.example><input name=password></form>",
    "<!-- --><script>alert(1)</script> -->",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//mal.example)",
    "[x](/deconnexion/)",
    "[x](#haut)",
    "[x](https://qui:secret@mal.example)",
    "[x](https://)",
    "[x](mailto:a@b.fr?bcc=tous@mal.example)",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "![x](https://mal.example/pixel.png)",
    "![x](javascript:alert(1))",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/" onclick="alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "[`<img src=x onerror=alert(1)>`](https://a.example)",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "# <img src=x onerror=alert(1)>",
    "*<b onmouseover=alert(1)>x*",
    "https://a.example/<script>alert(1)</script>",
]
TAG = re.compile(r"<[^>]*>")
PLAIN_TAG = re.compile(r"</?(p|br|em|strong|code|pre|blockquote|ul|ol|li|h3|h4|h5|h6)>|</a>")
LINK = re.compile(r'<a href="(https?://[^\s"<>@]+|mailto:[^\s"<>?]+)" rel="noopener nofollow ugc">')


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_read_as_it_was_typed(attack):
    tags = TAG.findall(rich_text.html(attack))

    assert [tag for tag in tags if not PLAIN_TAG.fullmatch(tag) and not LINK.fullmatch(tag)] == []
    assert not any("mal.example" in tag for tag in tags if "pixel" not in tag)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_second_lock_holds_when_the_first_lets_html_through(attack, monkeypatch):
    permissive = rich_text.MarkdownIt("commonmark", {"html": True})
    permissive.validateLink = lambda _url: True
    monkeypatch.setattr(rich_text, "_parser", permissive)

    tags = TAG.findall(rich_text.html(attack))

    assert [tag for tag in tags if not PLAIN_TAG.fullmatch(tag) and not _harmless(tag)] == []


def _harmless(tag: str) -> bool:
    return bool(LINK.fullmatch(tag)) or tag == '<a rel="noopener nofollow ugc">'


def test_what_one_lays_out_is_laid_out():
    text = "*un* **deux**\n\n- trois\n- quatre\n\n> cinq\n\n2. six\n\n`sept`"

    assert rich_text.html(text) == (
        "<p><em>un</em> <strong>deux</strong></p>\n<ul>\n<li>trois</li>\n<li>quatre</li>\n</ul>\n"
        '<blockquote>\n<p>cinq</p>\n</blockquote>\n<ol start="2">\n<li>six</li>\n</ol>\n<p><code>sept</code></p>\n'
    )


def test_links_go_to_the_web_and_to_people():
    drawn = rich_text.html("[nous](https://a.example/é) ou <moi@a.example>, https://b.example/x_y_z.")

    assert re.findall(r'href="([^"]+)"', drawn) == [
        "https://a.example/%C3%A9",
        "mailto:moi@a.example",
        "https://b.example/x_y_z",
    ]
    assert drawn.count('rel="noopener nofollow ugc"') == 3


def test_a_text_typed_without_markdown_keeps_its_lines():
    assert rich_text.html('Une ligne\nune autre\n---\n\n    décalée & "dite" < 3') == (
        '<p>Une ligne<br>\nune autre<br>\n---</p>\n<p>décalée &amp; "dite" &lt; 3</p>\n'
    )


@pytest.mark.parametrize(
    ("text", "top", "titles"),
    [
        ("# A\n# B", 3, ["h3", "h3"]),
        ("## A\n### B\n## C", 3, ["h3", "h4", "h3"]),
        ("# A\n###### B", 4, ["h4", "h5"]),
        ("# A\n## B\n### C\n#### D", 3, ["h3", "h4", "h5", "h5"]),
        ("#### A\n# B", 3, ["h3", "h3"]),
    ],
)
def test_titles_stand_below_those_of_the_page_and_skip_no_level(text, top, titles):
    assert re.findall(r"<(h\d)>", rich_text.html(text, top)) == titles


def test_an_excerpt_has_words_alone():
    assert rich_text.plain("# L'eau & **nous**\n\n- [ici](https://a.example)") == "L'eau & nous ici"


def test_templates_draw_texts_and_escape_excerpts():
    template = engines["django"].from_string("{{ text|markdown:4 }}{{ text|plain }}")

    assert template.render({"text": "# <i>A</i>"}) == "<h4>&lt;i&gt;A&lt;/i&gt;</h4>\n&lt;i&gt;A&lt;/i&gt;"


@pytest.mark.parametrize(
    "motif",
    ["[", "*a ", "> ", "`", "<", "[a](", "- \n", "https://a.fr/", "http://", "_", "**a", "&#x", "(", "\\"],
)
def test_no_text_takes_long(motif):
    start = time.process_time()

    rich_text.html((motif * 20_000)[:20_000])

    assert time.process_time() - start < 2

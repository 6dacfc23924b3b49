import re

import pytest

from cnnbook_sphinx.policy import policy, styles_as_classes


def test_style_attributes_become_classes():
    html, css = styles_as_classes(
        '<pre style="white-space:pre;font-family:\'A B\'"><b class="x" style="color: red">a</b>'
        '<i style="color: red;">b</i></pre>'
    )
    assert "style=" not in html
    rules = dict(re.findall(r":is\(#s,\.([\w-]+)\)\{(.*?)\}", css))
    assert sorted(rules.values()) == ["color: red", "white-space:pre;font-family:'A B'"]
    red = next(name for name, style in rules.items() if style == "color: red")
    assert f'<b class="x {red}">' in html and f'<i class="{red}">' in html


def test_text_about_styles_is_left_alone():
    text = (
        '<p title="a style=&quot;x&quot;">use style="x" e onclick="y"</p>'
        '<a href="?a&amp;on=1">b</a>'
    )
    assert styles_as_classes(text) == (text, "")


def test_code_in_attributes_is_refused():
    with pytest.raises(ValueError, match="onclick"):
        styles_as_classes('<button onclick="f()">a</button>')


def test_policy_names_what_it_allows():
    assert "style-src 'self';" in policy("")
    # The digest of "a" in base 64, by another program: printf a | openssl sha256 -binary | base64
    assert "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='" in policy("a")
    assert "unsafe" not in policy("a", "b") and "http" not in policy("a", "b")

"""No number of an exercise is typed in its text: all come from its code."""

from __future__ import annotations

import re

from cnnbook_sphinx.values import prose_of

# Names that contain digits, and no result of anything.
NAMES = re.compile(
    r"CIFAR-100|Conv[12]D|[Cc]onv\d|⌋ \+ 1|… \+ 1\)|pool\d|new\d|EXERCISE_\d+"
    r"|float32|Keras 3|ipython3"
    r"|seed=2|\[0, 1\]|`\w+`"  # the interval; a name in the code
    r"|passo (\(\*stride\*\) |\*s\* )?(maior que )?1\b"  # one position after another, in any exercise: no result
    r"|^\d\. |\{doc\}`[^`]*`|^ *name: .*$"  # numbering, a page, a figure
    r"|^:+\{alternatives\} .*$",  # an exercise
    re.MULTILINE,
)


def test_no_number_is_typed(root, exercise):
    text = (root / f"{exercise}.md").read_text("utf-8")
    prose = prose_of(text.split("\n---\n", 1)[1])
    typed = [
        line
        for line in NAMES.sub("", prose).splitlines()
        if re.search(r"\d", re.sub(r"\{\{.*?\}\}", "", line))
    ]
    assert typed == []

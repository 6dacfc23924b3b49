"""What an exercise's page is made of, besides what every page has.

Each builder has its own way to write them: `html` for the pages, `cnnbook_sphinx.editions.folded`
for the e-book and what is printed from it.
"""

from __future__ import annotations

from docutils import nodes

MAIN = "main"
"""The name, in a page, of the exercise itself; its further questions have names of their own."""


class alternatives(nodes.General, nodes.Element):
    """Four `alternative` nodes; ``exercise`` is empty in a question of its own.

    Once the page has been arranged, ``question`` is the question's name in the page, ``content`` a
    digest of what it asks, and ``typed`` what an answer looks like that a reader types; empty if
    the alternatives differ in words.
    """


class alternative(nodes.General, nodes.TextElement):
    """The text of one, without a paragraph around it; ``letter`` is the alternative's."""


class feedback(nodes.General, nodes.Element):
    """What to say to who chose ``letter``; ``misconceptions`` is empty for the right one."""


class feedback_list(nodes.General, nodes.Element):
    """The `feedback` of one ``question``, in the order of its alternatives."""


class hints(nodes.General, nodes.Element):
    """Three `hint_step` nodes, of one ``question``."""


class hint_step(nodes.General, nodes.Element):
    """One hint, of which ``number`` counts from 1."""


class question(nodes.General, nodes.Element):
    """A further question on the chapter's idea: statement, alternatives, hints, solution."""


class solution(nodes.General, nodes.Element):
    """The worked solution of a further ``question``, and in the end its `feedback_list`; folded."""


class answer(nodes.section):
    """The section that answers the exercise itself, folded under its title, an `answer_title`."""


class answer_title(nodes.title):
    pass


class further(nodes.section):
    """A part of an `answer` that one reads after the argument, folded under a `further_title`."""


class further_title(nodes.title):
    pass


class before(nodes.section):
    """The section that one reads before the exercise: open, and folded by who knows it."""


class before_title(nodes.title):
    pass


class doors(nodes.General, nodes.Element):
    """Stands, where a reader is to write code, for the links to where it can be run."""


class for_the_script(nodes.container):
    """A place that only a script fills, with what stands there where none runs."""


class question_form(nodes.General, nodes.Element):
    """The parts of a question without its words, for a script to copy and fill."""


QUESTION_PARTS = (alternatives, feedback, hints, question, solution)
"""What an author's directives give."""

"""Where a reader can write and run code: Binder, Colab, one's own machine.

Binder needs the repository's address; where nobody knows it, and in the class edition, whose
answers are in that repository, it is left out.
"""

from __future__ import annotations

from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from cnnbook_sphinx import late
from cnnbook_sphinx.edition import is_class
from cnnbook_sphinx.editions.standalone import file_of
from cnnbook_sphinx.exercises.nodes import doors
from cnnbook_sphinx.words import _

COLAB = "https://colab.research.google.com/"
_HOSTS = {"https://github.com/": "gh", "https://gitlab.com/": "gl"}


def setup(app: Sphinx) -> None:
    late.add(app, doors, _links)


def binder_address(app: Sphinx, docname: str) -> str:
    """Where Binder opens a chapter as a notebook; empty if its repository is not known."""
    buttons = app.config.html_theme_options.get("launch_buttons", {})
    hub, repository = buttons.get("binderhub_url", ""), app.config.cnnbook_repository
    if not hub or not repository or is_class(app.config):
        return ""
    place = f"git/{quote(repository, safe='')}"
    for host, kind in _HOSTS.items():
        if repository.startswith(host):
            path = repository.removeprefix(host)
            place = f"{kind}/{path if kind == 'gh' else quote(path, safe='')}"
    branch = quote(app.config.html_theme_options["repository_branch"], safe="")
    return f"{hub.rstrip('/')}/v2/{place}/{branch}?urlpath=lab/tree/{docname}.md"


def _links(app: Sphinx, docname: str, node: nodes.Element) -> nodes.Node:
    if app.builder.name != "html":  # no door opens from paper
        return nodes.paragraph("", _("Write it in the notebook of this chapter, on a computer."))
    notebook = "../" * docname.count("/") + file_of(docname)
    found = nodes.bullet_list(classes=["doors"])
    if binder := binder_address(app, docname):
        found += _door(_("With nothing to install: "), _("open this chapter in Binder"), binder)
    found += _door(_("On your machine: "), _("download this chapter's notebook"), notebook)
    colab = _door(_("In Google Colab: download the notebook and send it to "), "Colab", COLAB)
    colab[0] += nodes.Text(_(", with File, Upload notebook"))
    found += colab
    for door in found.children:
        door[0] += nodes.Text(".")
    return found


def _door(before: str, text: str, address: str) -> nodes.list_item:
    link = nodes.reference("", text, refuri=address, internal=address.startswith("../"))
    return nodes.list_item("", nodes.paragraph("", "", nodes.Text(before), link))

"""Where the book's repository is, and where its pages are published, found out by themselves.

From what the host that builds and publishes says (GitHub, GitLab); else from where the clone came
from; else from ``_config.yml`` (``repository: url`` and ``html: baseurl``). What nobody knows is
left out: no button, link or tag leads to an address that was made up. ``CNNBOOK_SITE`` in the
environment, for a site with a domain of its own, goes before all.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from cnnbook_sphinx import steps
from cnnbook_sphinx.edition import is_class

logger = logging.getLogger(__name__)

TAG = "published"
"""A tag of Sphinx's ``only``: for text about what there is only where the repository is known."""

# git@host:path, as ssh and scp write it.
_SHORT = re.compile(r"(?:[\w.+-]+@)?(?P<host>[\w.-]+):(?!/)(?P<path>.+)")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_PATH = re.compile(r"[\w.~+-]+(/[\w.~+-]+)+")


@dataclass(frozen=True)
class Addresses:
    """Each empty if it is not known.

    Attributes:
        repository: as a browser opens it, such as ``https://github.com/ana/livro``.
        branch: of the repository, which links lead to.
        site: where the pages are, with a slash at its end.
    """

    repository: str = ""
    branch: str = ""
    site: str = ""


UNKNOWN = Addresses()


def setup(app: Sphinx) -> None:
    app.add_config_value("cnnbook_site", "", "env")
    app.add_config_value("cnnbook_repository", "", "env")
    steps.connect(app, _configure, _say_what_is_missing)


def find(
    environment: Mapping[str, str], origin: str, configured: Addresses = UNKNOWN
) -> Addresses:
    """The book's addresses.

    Args:
        environment: of this process.
        origin: what git says of the remote of that name, or nothing.
        configured: by hand; it counts last, for a copy of the book keeps what its first authors
            wrote there.
    """
    host = _of_host(environment)
    cloned = web_address(origin)
    repository = host.repository or cloned or configured.repository.rstrip("/")
    site = (
        environment.get("CNNBOOK_SITE")
        or host.site
        or _github_pages(host.repository or cloned)
        or configured.site
    )
    branch = host.branch or configured.branch or "main"
    return Addresses(repository, branch, site.rstrip("/") + "/" if site else "")


def web_address(remote: str) -> str:
    """A git remote as a browser opens it, without names or passwords; nothing for a local one."""
    remote = remote.strip()
    if "://" in remote:
        parts = urlsplit(remote)
        if parts.scheme not in ("http", "https", "ssh", "git"):
            return ""
        try:
            host, port, path = (parts.hostname or "").lower(), parts.port, parts.path
        except ValueError:  # the port is no number
            return ""
        # The port of another protocol is none of a browser's.
        is_web = parts.scheme in ("http", "https")
        scheme = parts.scheme if is_web else "https"
        place = f"{host}:{port}" if port and is_web else host
    elif match := _SHORT.fullmatch(remote):
        scheme, host, path = "https", match["host"].lower(), match["path"]
        place = host
    else:
        return ""
    path = path.strip("/").removesuffix(".git")
    if not _is_public(host) or not _PATH.fullmatch(path):
        return ""
    return f"{scheme}://{place}/{path}"


def _is_public(host: str) -> bool:
    """Whether others can reach a host too: not this machine, nor a short name for another."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return bool(_HOST.fullmatch(host)) and not host.endswith((".local", ".localhost"))


def _of_host(environment: Mapping[str, str]) -> Addresses:
    """What the service says that runs a workflow."""
    get = environment.get
    if get("GITHUB_ACTIONS") and get("GITHUB_REPOSITORY"):
        server = get("GITHUB_SERVER_URL") or "https://github.com"
        is_branch = get("GITHUB_REF_TYPE") == "branch" and not get("GITHUB_BASE_REF")
        branch = get("GITHUB_REF_NAME", "") if is_branch else get("GITHUB_BASE_REF", "")
        return Addresses(web_address(f"{server}/{get('GITHUB_REPOSITORY')}"), branch)
    if get("GITLAB_CI") and get("CI_PROJECT_URL"):
        branch = get("CI_COMMIT_BRANCH") or get("CI_DEFAULT_BRANCH") or ""
        return Addresses(web_address(get("CI_PROJECT_URL", "")), branch, get("CI_PAGES_URL", ""))
    return UNKNOWN


def _github_pages(repository: str) -> str:
    """Where GitHub publishes the pages of a repository of its own."""
    if not repository.startswith("https://github.com/"):
        return ""
    owner, name = repository.split("/")[3:5]
    site = f"{owner.lower()}.github.io"
    return f"https://{site}/" if name.lower() == site else f"https://{site}/{name}/"


def _origin(folder: Path) -> str:
    """The address that a clone came from; nothing in a folder that is not a clone's own."""
    try:
        said = subprocess.run(
            ["git", "rev-parse", "--show-cdup"], cwd=folder, capture_output=True, text=True
        )
        # A folder inside another project's clone belongs to nobody's repository.
        if said.returncode or said.stdout.strip():
            return ""
        return subprocess.run(
            ["git", "config", "--get", "remote.origin.url"],
            cwd=folder, capture_output=True, text=True,
        ).stdout  # fmt: skip
    except OSError:  # there is no git
        return ""


def _configure(app: Sphinx, config: Config) -> None:
    options = dict(config.html_theme_options)
    configured = Addresses(
        options.get("repository_url", ""),
        options.get("repository_branch", ""),
        config.html_baseurl or "",
    )
    found = find(os.environ, _origin(Path(app.srcdir)), configured)
    if is_class(config):  # what it leads to must not be where the answers are
        found = Addresses(found.repository, found.branch)
    config.html_baseurl = config.cnnbook_site = found.site
    config.cnnbook_repository = found.repository
    config.html_theme_options = _with_repository(options, found)
    if found.repository:
        app.tags.add(TAG)


def _say_what_is_missing(app: Sphinx) -> None:
    missing = [
        text
        for text, address in (
            ("do repositório (botões, instalação nos notebooks)", app.config.cnnbook_repository),
            ("do site (endereços canônicos, mapa do site, cartões)", app.config.cnnbook_site),
        )
        if not address
    ]
    if missing and app.builder.name == "html" and not is_class(app.config):
        logger.info(f"Sem o endereço {' nem o '.join(missing)}: o que depende dele fica de fora.")


def _with_repository(options: dict, found: Addresses) -> dict:
    """The theme's options, with its buttons for what there is."""
    host = urlsplit(found.repository).hostname or ""
    known = next((name for name in ("github", "gitlab", "bitbucket") if name in host), "")
    options["use_repository_button"] = bool(found.repository)
    options["use_issues_button"] = known in ("github", "gitlab")
    if found.repository:
        options["repository_url"], options["repository_branch"] = found.repository, found.branch
        # Of others the theme knows nothing; most universities' are of this kind.
        options["repository_provider"] = known or "gitlab"
    else:
        for name in ("repository_url", "repository_branch", "launch_buttons"):
            options.pop(name, None)
    return options

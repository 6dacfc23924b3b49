"""Where the book's repository and site are, from what its surroundings say and nothing else."""

from __future__ import annotations

import subprocess

import pytest

from cnnbook_sphinx import addresses
from cnnbook_sphinx.addresses import Addresses, find, web_address

ON_GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "Ana/livro",
    "GITHUB_REF_TYPE": "branch",
    "GITHUB_REF_NAME": "principal",
}
ON_GITLAB = {
    "GITLAB_CI": "true",
    "CI_PROJECT_URL": "https://gitlab.usp.br/grupo/cursos/livro",
    "CI_PAGES_URL": "https://grupo.pages.usp.br/livro",
    "CI_COMMIT_BRANCH": "aulas",
    "CI_DEFAULT_BRANCH": "main",
}
CONFIGURED = Addresses("https://example.org/a/b", "ramo", "https://example.org/livro")


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/Ana/livro.git", "https://github.com/Ana/livro"),
        ("https://github.com/Ana/livro/", "https://github.com/Ana/livro"),
        ("https://ana:segredo@GitHub.com/Ana/livro.git", "https://github.com/Ana/livro"),
        ("https://x-access-token:ghs_abc@github.com/Ana/livro", "https://github.com/Ana/livro"),
        ("git@github.com:Ana/livro.git", "https://github.com/Ana/livro"),
        ("github.com:Ana/livro.git", "https://github.com/Ana/livro"),
        ("ssh://git@gitlab.com:2222/g/s/livro.git", "https://gitlab.com/g/s/livro"),
        ("git://git.example.org/ana/livro.git", "https://git.example.org/ana/livro"),
        ("https://git.example.org:8443/ana/livro", "https://git.example.org:8443/ana/livro"),
        ("http://git.example.org/ana/livro\n", "http://git.example.org/ana/livro"),
        ("/srv/git/livro.git", ""),
        ("../livro", ""),
        ("file:///srv/git/livro.git", ""),
        ("C:/livros/livro", ""),
        ("C:\\livros\\livro", ""),
        ("https://localhost/ana/livro", ""),
        ("http://127.0.0.1:3000/ana/livro", ""),
        ("http://[::1]:3000/ana/livro", ""),
        ("ssh://git@192.168.0.7/ana/livro", ""),
        ("git@work:ana/livro.git", ""),  # a name that only this machine has for a host
        ("https://maquina.local/ana/livro", ""),
        ("https://github.com/livro", ""),
        ("https://github.com:porta/ana/livro", ""),
        ('https://github.com/ana/"><script>', ""),
        ("", ""),
    ],
)
def test_remotes_as_a_browser_opens_them(remote, address):
    assert web_address(remote) == address


@pytest.mark.parametrize(
    ("environment", "origin", "configured", "found"),
    [
        # The host's workflow goes before the clone, and that before what is written by hand.
        (ON_GITHUB, "git@github.com:eva/outro.git", CONFIGURED,
         Addresses("https://github.com/Ana/livro", "principal", "https://ana.github.io/livro/")),
        (ON_GITLAB, "", CONFIGURED,
         Addresses("https://gitlab.usp.br/grupo/cursos/livro", "aulas",
                   "https://grupo.pages.usp.br/livro/")),
        ({}, "git@github.com:eva/outro.git", CONFIGURED,
         Addresses("https://github.com/eva/outro", "ramo", "https://eva.github.io/outro/")),
        ({}, "", CONFIGURED,
         Addresses("https://example.org/a/b", "ramo", "https://example.org/livro/")),
        # Each by itself.
        ({}, "https://gitlab.com/eva/outro", Addresses(),
         Addresses("https://gitlab.com/eva/outro", "main", "")),
        ({"CNNBOOK_SITE": "https://livro.example.org"} | ON_GITHUB, "", Addresses(),
         Addresses("https://github.com/Ana/livro", "principal", "https://livro.example.org/")),
        # A change that is proposed is built for the branch it goes to.
        (ON_GITHUB | {"GITHUB_REF_NAME": "7/merge", "GITHUB_BASE_REF": "main"}, "", Addresses(),
         Addresses("https://github.com/Ana/livro", "main", "https://ana.github.io/livro/")),
        (ON_GITHUB | {"GITHUB_REPOSITORY": "Ana/ana.github.io"}, "", Addresses(),
         Addresses("https://github.com/Ana/ana.github.io", "principal", "https://ana.github.io/")),
        (ON_GITHUB | {"GITHUB_SERVER_URL": "https://github.usp.br"}, "", Addresses(),
         Addresses("https://github.usp.br/Ana/livro", "principal", "")),
        # Nobody knows.
        ({"GITHUB_REPOSITORY": "Ana/livro"}, "/srv/git/livro", Addresses(),
         Addresses("", "main", "")),
    ],
)  # fmt: skip
def test_who_is_believed(environment, origin, configured, found):
    assert find(environment, origin, configured) == found


def git(folder, *arguments):
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_origin_of_a_clone_only_at_its_root(tmp_path):
    assert addresses._origin(tmp_path) == ""
    git(tmp_path, "init")
    assert addresses._origin(tmp_path) == ""
    git(tmp_path, "remote", "add", "origin", "git@github.com:eva/outro.git")
    assert addresses._origin(tmp_path).strip() == "git@github.com:eva/outro.git"
    inside = tmp_path / "copiado"
    inside.mkdir()
    assert addresses._origin(inside) == ""


def test_without_git_nothing_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert addresses._origin(tmp_path) == ""

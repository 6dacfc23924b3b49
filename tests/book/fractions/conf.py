"""A book about fractions, which has nothing to do with networks but the way its exercises work."""

import sys

sys.path.insert(0, ".")  # its draws and formulas, in its own folder
extensions = ["sphinx_external_toc", "myst_nb", "cnnbook_sphinx"]
version = "1.0"
copyright = "2026"
project = html_title = epub_title = "Frações — exercícios"
language = "pt_BR"
html_theme = "sphinx_book_theme"
html_favicon = "icon.svg"
html_use_index = epub_use_index = False
source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build", "versoes"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "cache"
epub_basename = "fracoes"
epub_show_urls = "no"
cnnbook_mistakes = "livro/erros"
cnnbook_versions = "versoes"

"""One exercise of the book in English: the same numbers, draws and checks, and other words."""

import sys

sys.path.insert(0, ".")  # its choice of formulas
extensions = ["sphinx_external_toc", "myst_nb", "cnnbook_sphinx"]
version = "1.0"
copyright = "2026"
project = html_title = epub_title = "Convolutional Neural Networks — exercises"
language = "en"
html_theme = "sphinx_book_theme"
html_favicon = "icon.svg"
html_use_index = epub_use_index = False
source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build", "versions"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
nb_execution_mode = "cache"
nb_execution_timeout = 300
nb_merge_streams = True
epub_basename = "convolutional-neural-networks"
epub_show_urls = "no"
cnnbook_mistakes = "chapters/mistakes"
cnnbook_versions = "versions"
cnnbook_names = [r"⌋ \+ 1"]  # the one of a formula with other numbers

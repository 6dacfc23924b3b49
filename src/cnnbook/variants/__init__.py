"""Banks of further versions of the exercises, from ``book/versoes`` and `cnnbook.draws`.

``python -m cnnbook.variants`` reports on all banks.
"""

"""Draws of versions that are no longer offered, for the links that readers have to them.

What a link means does not change: these modules are kept as they are.
"""

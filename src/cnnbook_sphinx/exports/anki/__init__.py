"""Questions and terms as a deck of Anki's, which takes a changed note for the one that it has.

`cards` says what is on a card, `dates` when a note last changed, `package` how the file is made.
"""

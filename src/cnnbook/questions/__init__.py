"""Further versions of an exercise: texts from a Markdown file, numbers from a module of draws.

`reading` reads the file, `holes` fills its holes, `version` makes one question of a draw,
`choosing` picks its alternatives and `bank` makes many. Nothing here knows what is asked.
``python -m cnnbook.questions`` reports on all banks.
"""

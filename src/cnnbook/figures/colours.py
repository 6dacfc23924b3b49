"""The colours of the book's drawings: each is written here, and nowhere else."""

# Told apart with any colour vision: M. Okabe and K. Ito, *Color Universal Design* (2008).
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6b6b6b"

PALE_BLUE, SOFT_BLUE = "#cfe5f3", "#9cc9e6"
"""Faces of what `BLUE` outlines, and those of them that are turned away."""

PALE_ORANGE = "#fbe0cc"
"""Faces of what `ORANGE` outlines."""

INK, PAPER, LINE = "#1c2733", "#ffffff", "#b9c4ce"
"""Of the opening drawing and the card: text, ground, and quiet lines."""

COVER_GROUND, COVER_TEXT, COVER_LINE, COVER_ACCENT = "#0b2545", "#ffffff", "#8da9c4", "#ffb000"

"""The colours of the book's drawings."""

# Told apart with any colour vision: M. Okabe and K. Ito, *Color Universal Design* (2008).
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6b6b6b"

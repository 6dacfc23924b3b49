"""The book's figures, in one style: line drawings as SVG, images as grids of real pixels."""

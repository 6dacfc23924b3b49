"""The calculator of networks: a stack of layers that the reader edits, with the book's arithmetic.

- `stacks`: the book's networks as descriptions, read from their builders without Keras;
- `titles`: what readers are told of each;
- `goals`: what a reader may try to reach, each shown to be possible by a test;
- `picture`: what stands there on paper and without a script;
- `directive`: how an author puts one on a page.
"""

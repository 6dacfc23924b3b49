"""Numbers for further versions of the exercises, a module each; the sentences are in the book.

What such a module holds is said in `cnnbook.questions.draw`.
"""

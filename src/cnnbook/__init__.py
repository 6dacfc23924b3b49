"""Arithmetic, networks, data, training records and figures of the book.

Import what you need from the modules; this file only sets two defaults that must be in place
before TensorFlow is first imported, wherever that happens.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
# TensorFlow reports its start-up on stderr, which a reader would take for a problem.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

"""Fresh variants of the exercises with numbers: one generator module per exercise.

A generator has ``EXERCISE`` (the exercise's id), ``KINDS`` (the texts of each kind of question)
and ``draw(random)``, a pure function of the random numbers it is given. `cnnbook.variants.bank`
makes the bank of an exercise from them. ``python -m cnnbook.variants`` reports on all banks.
"""

"""What the exercises' source reports of its own runs: facts to compare with, not to reproduce.

Source: M. A. Ponti, "Exercícios com soluções", Módulo II (CNNs), *Redes Neurais e Arquiteturas
Profundas*, MBA em Ciência de Dados, CeMEAI, ICMC/USP São Carlos.
"""

EXERCISE_9_LOSS = (4.5997, 4.4651, 4.2102, 4.0477, 3.9331, 3.8405, 3.7466, 3.6734)
EXERCISE_9_TEST_ACCURACY = 0.1357
EXERCISE_10_LOSS = (
    4.6027, 4.5255, 4.2331, 3.9477, 3.7766, 3.6402, 3.5103, 3.3928,
    3.2811, 3.1790, 3.0878, 3.0022, 2.9287, 2.8562, 2.7856, 2.7294,
)  # fmt: skip
EXERCISE_10_TEST_ACCURACY = 0.2801

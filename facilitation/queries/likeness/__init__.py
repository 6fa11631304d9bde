"""Which contributions say the same, and which speak of the same: a measure that can be explained to who doubts it.

Two texts are alike by the words that they share. Words are compared by their stems, German compounds by their parts,
languages without a stemmer by the beginnings of words, Chinese by pairs of signs. A word weighs less, the more of the
station's other texts have it, too. How alike two texts are is the weight of what they share, of all that both weigh.

Everything here is pure Python on texts: no database, no request. Whatever takes long is a generator that can be
stopped between two steps, each far below a millisecond, so that the caller says who else has their turn.
"""

"""Finds contributions that say the same or share a theme, by a measure that can be explained to people.

Two texts are alike by the words that they share. Words are compared by their stems, German compounds by their parts,
languages without a stemmer by the beginnings of words, Chinese by pairs of signs. A word weighs less, the more of the
station's other texts have it. The likeness of two texts is the weight of what they share, as a part of all that both
weigh.

Everything here is pure Python on texts: no database, no request. Whatever takes long is a generator whose steps take
far less than a millisecond each; between two steps the caller decides who else has their turn.
"""

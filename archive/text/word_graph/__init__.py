"""How pyvi finds words, done for many syllables at once: the same labels from the same weights, as arrays.

`reading` cuts a text as pyvi does and weighs one syllable; `lexicon` remembers what was cut and weighed; `labels` finds
the best labels of a batch, `few` those of a question; `words` says them as places in the texts.
"""

"""The front of what turns text from before Unicode (TCVN3, VNI, VISCII, VPS, CP1258, doubly encoded) into letters.

Inside: `tables` are the encodings, `fonts` names of fonts, `syllables` the measure, `judging` decides stretch by
stretch, `recoding` puts it together with its offsets, `twice` mends doubly encoded UTF-8, `pages` does whole extracts.
"""

from ingest.legacy.fonts import Lettering, lettering, names_of_fonts
from ingest.legacy.judging import is_plain
from ingest.legacy.pages import with_unicode_letters
from ingest.legacy.recoding import Recoded, Run, recode, recode_text
from ingest.legacy.syllables import syllable_share
from ingest.legacy.tables import western

__all__ = [
    "Lettering",
    "Recoded",
    "Run",
    "is_plain",
    "lettering",
    "names_of_fonts",
    "recode",
    "recode_text",
    "syllable_share",
    "western",
    "with_unicode_letters",
]

"""Where "answers" ends and "does not" begins, for everything that is judged by meaning.

Chosen on the questions of tests/calibration/chosen.toml; docs/calibration.md draws the precision-recall curves that
they were chosen from and gives the error rates on questions that nothing was chosen on; `make calibrate` measures.
"""

# Words and meaning are joined: words (0 to 1) + MEANING * (cosine of the whole question and the row - NEUTRAL).
MEANING, NEUTRAL = 4.0, 0.85
# The encoder reads accents: without them, and until it is loaded, words alone count.
# A row is one of those that a list asks for.
ABOUT = 0.70
# A row is the one that a who or when question means; less is enough where other conditions hold for it too.
ONE, ONE_OF_THESE = 0.67, 0.50
# A passage answers; a row answers a question for prose, which no passage answers better.
PROSE, ROW = 0.65, 0.95
# Equals: as near as this to the best; or, where the words say the same of both, three times as near.
MARGIN, SAME_WORDS = 0.045, 0.01
# A row with all words of the topic answers beside the best from this on, standing together nearly as well.
ALSO, ALL_WORDS = 0.9, 0.1

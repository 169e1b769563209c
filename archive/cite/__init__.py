"""Citations: find the mentions of a text, classify each, resolve readings to works, annotate the text."""

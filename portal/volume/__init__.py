"""Content in bulk, to measure on: a million articles that read like articles, with all that belongs to them.

``sentences`` composes the texts, ``rows`` says what there is and how it hangs together, ``filling`` writes it into an
empty database of its own. Nothing of it is meant for readers: names and figures are made by lot.
"""

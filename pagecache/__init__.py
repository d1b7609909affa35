"""Knows when anything that readers see has changed, so that what was worked out before it can be kept until then."""

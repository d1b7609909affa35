"""A stock Wagtail site to hold readers' pages against."""

from peer.sites import COMPARES, NotMadeError, make, measure

__all__ = ["COMPARES", "NotMadeError", "make", "measure"]

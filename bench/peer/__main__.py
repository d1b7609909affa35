"""Readers' pages beside those of Wagtail, which is installed where it is not yet: ``python bench/peer``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import ratios

import peer

if __name__ == "__main__":
    peer.make()
    ratios.main(["--only", "peer", *sys.argv[1:]])

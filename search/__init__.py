"""One search over all that readers may see."""

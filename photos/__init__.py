"""The library of pictures: upload, renditions, captions, rights."""

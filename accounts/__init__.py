"""The accounts of the newsroom: for which organization somebody works, and in which role."""

// fold

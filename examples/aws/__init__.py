"""Two copies of the program with all of Amazon's services, asked of peers on loopback that no way leads out of."""

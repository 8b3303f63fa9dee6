"""A server under siege: attacks by one account or one address, and a centre at work beside them."""

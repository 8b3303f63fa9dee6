"""Black-box checks of the outside interface, one module a part of the contract."""

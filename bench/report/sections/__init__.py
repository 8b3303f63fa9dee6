"""The sections, each with `TITLE`, `measure`, which gives figures that JSON can hold, and `tell`, which words them."""

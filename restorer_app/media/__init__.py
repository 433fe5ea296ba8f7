"""Files to values and back: decode, encode, orientation, colour profile, bit depth, metadata."""

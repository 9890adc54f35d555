"""What is measured of On Record. A package, so that none of the same name that a peer brings can hide it."""
